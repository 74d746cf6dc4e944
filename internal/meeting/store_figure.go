package meeting

const recountHeld = `SELECT unit_id, month, COUNT(*), CASE WHEN combined = 1 THEN 'combined' ELSE kind END FROM meeting_meeting
	WHERE state IN ('closed', 'finished', 'reported') GROUP BY 1, 2, 4`
