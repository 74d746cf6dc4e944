package commitment

const recountApproved = `SELECT b.unit_id, CAST(p.year AS TEXT) || '-01', COUNT(*), b.body
	FROM commitment_pledge p JOIN org_body b ON b.unit_id = COALESCE(p.counted_id, p.unit_id) WHERE p.state IN ('approved', 'closed') GROUP BY b.unit_id, p.year, b.body`
