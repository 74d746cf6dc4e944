package commitment

const recountApproved = `SELECT p.unit_id, CAST(p.year AS TEXT) || '-01', COUNT(*), b.body
	FROM commitment_pledge p JOIN org_body b ON b.unit_id = p.unit_id WHERE p.state IN ('approved', 'closed') GROUP BY p.unit_id, p.year, b.body`
