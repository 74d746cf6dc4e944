package step

const recountTaken = `SELECT m.unit_id, substr(m.on_date, 1, 7), COUNT(*), m.theme_id || '.' || m.step || '.' || m.body
		FROM campaign_mark m WHERE m.counts = 'above' GROUP BY 1, 2, 4
	UNION ALL SELECT s.unit_id, substr(s.on_date, 1, 7), s.study, s.theme_id || '.study.staff' FROM campaign_staff s WHERE s.counts = 'above' AND s.study > 0
	UNION ALL SELECT s.unit_id, substr(s.on_date, 1, 7), s.report, s.theme_id || '.report.staff' FROM campaign_staff s WHERE s.counts = 'above' AND s.report > 0
	UNION ALL SELECT s.unit_id, substr(s.on_date, 1, 7), s.register, s.theme_id || '.register.staff' FROM campaign_staff s WHERE s.counts = 'above' AND s.register > 0
	UNION ALL SELECT s.unit_id, substr(s.on_date, 1, 7), s.act, s.theme_id || '.act.staff' FROM campaign_staff s WHERE s.counts = 'above' AND s.act > 0
	UNION ALL SELECT s.unit_id, substr(s.on_date, 1, 7), s.review, s.theme_id || '.review.staff' FROM campaign_staff s WHERE s.counts = 'above' AND s.review > 0
	UNION ALL SELECT s.unit_id, substr(s.on_date, 1, 7), s.commend, s.theme_id || '.commend.staff' FROM campaign_staff s WHERE s.counts = 'above' AND s.commend > 0`
