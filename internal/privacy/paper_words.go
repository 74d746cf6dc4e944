package privacy

// Words of papers, which are Vietnamese in every language of the pages.
var (
	sectionWords = map[Section]string{
		Identity: "Thông tin cá nhân", Membership: "Sinh hoạt đảng, đoàn thể", Account: "Tài khoản", Meetings: "Sinh hoạt chi bộ", Tasks: "Nhiệm vụ", Commitments: "Đăng ký, cam kết",
		Reports: "Báo cáo liên hệ", Topics: "Chuyên đề", Elections: "Bầu cử, thăm dò", Movements: "Chuyển sinh hoạt, đảng phí", Admissions: "Kết nạp, công nhận", Awards: "Khen thưởng",
		Evaluations: "Đánh giá, xếp loại", Care: "Chăm lo", Notifications: "Thông báo", Requests: "Yêu cầu về dữ liệu cá nhân", Traces: "Nhật ký truy cập",
	}

	tableWords = map[string]string{
		"member_person": "Lý lịch", "member_party": "Thông tin đảng viên", "member_past": "Danh sách kết nạp những năm trước", "member_membership": "Nơi sinh hoạt", "member_state": "Trạng thái", "member_position": "Chức vụ", "member_duty": "Nhiệm vụ phụ trách",
		"account_login": "Tài khoản", "account_grant": "Quyền được cấp", "notify_setting": "Nhận thư điện tử", "meeting_attendance": "Điểm danh", "meeting_reply": "Trả lời thông báo sinh hoạt",
		"meeting_contribution": "Ý kiến gửi trước", "meeting_note": "Ý kiến tại cuộc họp", "meeting_amendment": "Đề nghị sửa dự thảo", "meeting_voice": "Biểu quyết công khai", "meeting_arrival": "Báo có mặt",
		"meeting_exchange_person": "Giao lưu chi bộ", "task_task": "Nhiệm vụ được giao", "task_step": "Việc đã làm với nhiệm vụ", "commitment_pledge": "Bản đăng ký", "commitment_item": "Nội dung đăng ký",
		"commitment_progress": "Tiến độ", "reflection_report": "Lượt báo cáo", "reflection_draft": "Bản đang viết", "reflection_sent": "Bản đã gửi", "reflection_conclusion": "Kết luận",
		"reflection_remark": "Nội dung đã được góp ý", "reflection_help": "Chi bộ giúp đỡ", "topic_topic": "Chuyên đề", "topic_draft": "Bản đang viết", "topic_sent": "Bản đã gửi",
		"ballot_candidate": "Ứng cử, đề cử", "ballot_board": "Ban kiểm phiếu", "movement_transfer": "Chuyển sinh hoạt", "movement_decision": "Quyết định", "movement_fee": "Tháng đã đóng đảng phí",
		"admission_candidate": "Quá trình kết nạp", "admission_paper": "Giấy tờ trong hồ sơ", "commendation_award": "Khen thưởng", "commendation_proposal": "Đề nghị khen thưởng",
		"evaluation_file": "Kiểm điểm, xếp loại", "welfare_request": "Kiến nghị chăm lo", "notify_notice": "Thông báo đã nhận", "privacy_request": "Yêu cầu", "privacy_seen": "Đã xem thông báo xử lý dữ liệu", "audit_read": "Lượt người khác xem", "audit_entry": "Thay đổi được ghi nhật ký",
	}

	fieldWords = map[string]string{
		"name": "Họ và tên", "birth_name": "Họ tên khai sinh", "alias": "Tên gọi khác", "sex": "Giới tính", "birth": "Ngày sinh", "ethnicity": "Dân tộc", "religion": "Tôn giáo", "hometown": "Quê quán",
		"residence": "Nơi ở", "phone": "Điện thoại", "email": "Thư điện tử", "schooling": "Học vấn", "qualification": "Trình độ chuyên môn", "theory": "Lý luận chính trị", "department": "Phòng, ban", "job": "Công việc",
		"admitted_on": "Ngày vào Đảng", "official_on": "Ngày chính thức", "card": "Số thẻ đảng viên", "old_card": "Số thẻ cũ", "card_on": "Ngày cấp thẻ", "card_place": "Nơi cấp thẻ",
		"unit_id": "Đơn vị", "body": "Nội dung", "status": "Tư cách", "from_date": "Từ ngày", "to_date": "Đến ngày", "ended_by": "Lý do kết thúc", "kind": "Loại", "decision": "Quyết định", "post": "Chức vụ",
		"title": "Tên", "year": "Năm", "username": "Tên đăng nhập", "state": "Tình trạng", "role": "Vai trò", "from_at": "Từ lúc", "to_at": "Đến lúc", "mail": "Nhận thư", "mark": "Điểm danh",
		"answer": "Trả lời", "reason": "Lý do", "at": "Thời điểm", "words": "Lời văn", "instead": "Thay bằng", "choice": "Biểu quyết", "measure": "Chỉ tiêu", "due": "Thời hạn", "assigned_on": "Ngày giao",
		"percent": "Tiến độ (%)", "result": "Kết quả", "reported_on": "Ngày báo cáo", "evaluation": "Đánh giá", "done_on": "Ngày hoàn thành", "action": "Việc", "note": "Ghi chú", "wanted": "Yêu cầu bổ sung",
		"midyear": "Sơ kết", "yearend": "Tổng kết", "submitted_on": "Ngày gửi", "approved_on": "Ngày duyệt", "heading": "Nội dung", "work": "Việc làm cụ thể", "month": "Tháng", "heard_on": "Ngày trình bày",
		"did": "Việc đã làm", "mended": "Việc đã khắc phục", "ahead": "Hướng tới", "saved_at": "Lưu lúc", "sent_at": "Gửi lúc", "assessment": "Nhận xét", "exemplary": "Nêu gương", "to_mend": "Cần khắc phục",
		"made_on": "Ngày góp ý", "evidence": "Minh chứng", "resolved_on": "Ngày khắc phục xong", "field": "Lĩnh vực", "presented_on": "Ngày trình bày", "standing": "Tư cách ứng cử", "in_favour": "Số phiếu đồng ý", "head": "Trưởng ban",
		"outside": "Nơi đến hoặc đi", "distance": "Phạm vi", "moved_on": "Ngày chuyển", "letter_no": "Số giấy giới thiệu", "letter_on": "Ngày giấy giới thiệu", "received_on": "Ngày tiếp nhận", "ground": "Căn cứ", "number": "Số",
		"decided_on": "Ngày quyết định", "nominated_on": "Ngày giới thiệu", "mentor": "Người giúp đỡ", "listed_on": "Ngày vào danh sách nguồn", "begins_on": "Ngày khai giảng lớp", "ends_on": "Ngày bế giảng lớp", "certified_on": "Ngày cấp giấy chứng nhận",
		"certificate_no": "Số giấy chứng nhận", "proposed_on": "Ngày đề nghị", "decision_no": "Số quyết định", "recognised_on": "Ngày công nhận", "outcome": "Kết quả", "code": "Mẫu", "form": "Hình thức", "level": "Cấp",
		"giver": "Cơ quan quyết định", "occasion": "Dịp", "granted_on": "Ngày quyết định", "drafted_on": "Ngày lập", "own_level": "Tự nhận mức", "wish": "Đề nghị cụ thể", "raised_on": "Ngày gửi", "answered_on": "Ngày trả lời", "proposed": "Mức đề nghị", "decided": "Mức quyết định", "read_at": "Đọc lúc",
		"section": "Nhóm dữ liệu", "filed_on": "Ngày gửi", "taken_on": "Ngày tiếp nhận", "course": "Cách giải quyết", "closed_on": "Ngày giải quyết xong", "notice": "Phiên bản",
	}

	// codeWords put the commonest codes into words; what has none here stands as it
	// is kept.
	codeWords = map[string]string{
		"male": "Nam", "female": "Nữ", "party": "Đảng", "mass": "Đoàn thể", "official": "Chính thức", "probationary": "Dự bị", "associate": "Đoàn viên, hội viên", "active": "Đang dùng",
		"recognised": "Công nhận chính thức", "transferred": "Chuyển đi", "removed": "Xóa tên", "expelled": "Khai trừ", "left": "Ra khỏi", "died": "Từ trần", "secretary": "Bí thư", "deputy": "Phó bí thư",
		"committee_member": "Chi ủy viên", "group_leader": "Tổ trưởng", "mass_head": "Đứng đầu đoàn thể", "mass_deputy": "Phó đoàn thể", "government": "Chức vụ chính quyền", "officer": "Cán bộ cấp ủy", "administrator": "Quản trị",
		"present": "Có mặt", "excused": "Vắng có lý do", "absent": "Vắng không lý do", "coming": "Sẽ dự", "opinion": "Ý kiến", "question": "Câu hỏi", "favour": "Tán thành", "against": "Không tán thành", "other": "Khác",
		"assigned": "Đã giao", "doing": "Đang làm", "done": "Hoàn thành", "reported": "Đã báo cáo", "draft": "Dự thảo", "drafting": "Dự thảo", "submitted": "Đã gửi", "approved": "Đã duyệt", "planned": "Đã xếp lịch",
		"review": "Chi ủy góp ý", "revised": "Đã sửa", "presented": "Đã trình bày", "concluded": "Đã kết luận", "final": "Hoàn thiện", "released": "Không phải báo cáo", "open": "Đang khắc phục", "improving": "Có chuyển biến",
		"resolved": "Đã khắc phục", "excellent": "Hoàn thành xuất sắc nhiệm vụ", "good": "Hoàn thành tốt nhiệm vụ", "completed": "Hoàn thành nhiệm vụ", "not_completed": "Không hoàn thành nhiệm vụ",
		"certificate": "Giấy khen", "merit": "Bằng khen", "praise": "Biểu dương", "flag": "Cờ", "badge": "Huy hiệu", "keepsake": "Kỷ niệm chương", "yearly": "Hằng năm", "irregular": "Đột xuất", "period": "Giai đoạn",
		"correct": "Chỉnh sửa", "object": "Phản đối", "restrict": "Hạn chế xử lý", "erase": "Xóa", "filed": "Đã gửi", "taken": "Đang giải quyết", "fulfilled": "Đã thực hiện", "refused": "Không thực hiện", "withdrawn": "Đã rút",
	}

	// traceWords say what was read.
	traceWords = map[string]string{
		"person": "Xem hồ sơ đảng viên", "member_list": "Xuất danh sách đảng viên", "movement": "Xem chuyển sinh hoạt, đảng phí", "movement_list": "Xuất danh sách chuyển sinh hoạt, đảng phí",
		"transfer": "Xem chuyển sinh hoạt", "decision": "Xem quyết định", "admission_candidate": "Xem hồ sơ kết nạp", "reflection": "Xem báo cáo liên hệ", "reflection_remark": "Xem nội dung đã được góp ý",
		"evaluation": "Xem bản kiểm điểm", "evaluation_list": "Xuất bảng xếp loại", "welfare": "Xem đề nghị chăm lo", "privacy_request": "Xem yêu cầu về dữ liệu cá nhân",
	}
)

// codedFields are those whose values are codes.
var codedFields = map[string]bool{
	"sex": true, "body": true, "status": true, "ended_by": true, "kind": true, "post": true, "state": true, "role": true, "mark": true, "answer": true, "choice": true, "own_level": true, "proposed": true,
	"decided": true, "form": true, "occasion": true,
}

func wordOf(words map[string]string, code string) string {
	if w, ok := words[code]; ok {
		return w
	}
	return code
}
