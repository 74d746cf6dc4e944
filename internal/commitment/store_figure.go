package commitment

const recountApproved = `SELECT unit_id, CAST(year AS TEXT) || '-01', COUNT(*) FROM commitment_pledge WHERE state IN ('approved', 'closed') GROUP BY unit_id, year`
