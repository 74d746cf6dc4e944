package reflection

const recountConcluded = `SELECT r.unit_id, r.month, COUNT(*), b.body
	FROM reflection_report r JOIN org_body b ON b.unit_id = r.unit_id WHERE r.state IN ('concluded', 'final') GROUP BY r.unit_id, r.month, b.body`
