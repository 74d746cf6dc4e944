package campaign

const recountActed = `SELECT n.unit_id, substr(n.received_on, 1, 7), COUNT(*), n.theme_id || '.' || n.state || '.' || b.body
	FROM campaign_node n JOIN org_body b ON b.unit_id = n.unit_id GROUP BY 1, 2, 4`
