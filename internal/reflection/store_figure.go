package reflection

const recountConcluded = `SELECT unit_id, month, COUNT(*) FROM reflection_report WHERE state IN ('concluded', 'final') GROUP BY unit_id, month`
