package paper

// minutes is the paper of design mockup 12d, with its generic names (form B1).
func minutes() Document {
	item := func(runs string) Paragraph { return Text(runs) }
	return Document{
		Preset:  HD05,
		Title:   "Biên bản sinh hoạt chi bộ tháng 6/2026",
		Head:    &Head{Parent: "Đảng bộ Sở Y tế", Issuer: "Chi bộ Trạm Y tế", Number: Number(6, "BB", "CB"), Date: "ngày 03 tháng 6 năm 2026"},
		Kind:    "Biên bản",
		Subject: "sinh hoạt chi bộ thường kỳ tháng 6 năm 2026",
		Blocks: []Block{
			Lead("Thời gian:", "từ 14 giờ 00 đến 16 giờ 27, ngày 03/6/2026.", "Địa điểm:", "Phòng họp tầng 2."),
			Lead("Thành phần:", "có mặt 13/15 đảng viên (86,7%), gồm 11 chính thức, 02 dự bị; vắng có lý do 02: đồng chí Hoàng Văn Đ, đồng chí Đỗ Văn I. Khách mời: đại diện Công đoàn (mục 6)."),
			Lead("Chủ trì:", "đồng chí Nguyễn Văn A, Bí thư chi bộ.", "Ghi biên bản:", "đồng chí Vũ Thị E."),
			Heading{Level: 1, Text: Roman(1) + ". NỘI DUNG"},
			List{Marker: Numbers, Items: []Paragraph{
				item("Chủ trì thông qua chương trình, nêu tình hình đóng đảng phí."),
				item("Đồng chí Trần Thị B thông tin thời sự, phổ biến văn bản của cấp trên."),
				item("Đồng chí Nguyễn Văn A đánh giá việc thực hiện nghị quyết tháng 5: hoàn thành 9/10 nhiệm vụ; việc rà soát tủ thuốc cấp cứu còn chậm. Đồng chí Bùi Thị H: đã rà soát xong ngày 01/6, đề nghị bổ sung số liệu cấp phát thuốc nội."),
				item("Báo cáo liên hệ việc học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh:"),
			}},
			List{Marker: Letters, Items: []Paragraph{
				item("Đồng chí Phạm Thị D báo cáo. Ý kiến: đồng chí Vũ Thị E ghi nhận việc gọi nhắc tái khám làm đều; đồng chí Lê Văn C đề nghị ghi số liệu hằng tuần. Đồng chí D tiếp thu. Chủ trì kết luận: nêu gương việc gọi nhắc người bệnh; cần ghi số liệu theo tuần."),
				item("Đồng chí Đặng Văn G báo cáo. Ý kiến: đồng chí Ngô Thị K đánh giá cao buổi tập huấn sơ cứu; đồng chí Dương Văn L đề nghị mời thêm tổ dân phố số 3. Chủ trì kết luận: nhất trí, thực hiện trong tháng 6."),
			}},
			List{Marker: Numbers, Start: 5, Items: []Paragraph{
				item("Xét, đề nghị kết nạp quần chúng Mạc Thị Y. Đồng chí Lê Văn C trình bày hồ sơ và tổng hợp ý kiến nhận xét. Các ý kiến nhất trí: tận tụy với công việc, được Công đoàn giới thiệu. Chi bộ bỏ phiếu kín; tổ kiểm phiếu 03 đồng chí, biên bản kiểm phiếu kèm theo."),
				item("Đồng chí Trần Thị B trình bày nhiệm vụ tháng 6. Đồng chí Vũ Thị E đề nghị thêm người trực quầy sáng thứ hai; đại diện Công đoàn đề nghị sớm có lịch trực hè. Chủ trì tiếp thu, đưa vào nghị quyết."),
			}},
			Heading{Level: 1, Text: Roman(2) + ". KẾT LUẬN VÀ PHÂN CÔNG"},
			Table{
				Columns: []Column{{Header: "TT", Width: 11, Align: AlignCentre}, {Header: "Nhiệm vụ"}, {Header: "Người thực hiện", Width: 40}, {Header: "Thời hạn", Width: 28}},
				Rows: [][]string{
					{"1", "Lập sổ theo dõi tái khám theo tuần", "Phạm Thị D", "15/6/2026"},
					{"2", "Xếp người trực quầy sáng thứ hai, lịch trực hè", "Trần Thị B", "12/6/2026"},
					{"3", "Tập huấn sơ cứu cho tổ dân phố số 2, số 3", "Đặng Văn G", "30/6/2026"},
				},
			},
			Heading{Level: 1, Text: Roman(3) + ". BIỂU QUYẾT"},
			List{Marker: Numbers, Items: []Paragraph{
				item("Đề nghị kết nạp quần chúng Mạc Thị Y (phiếu kín): phát ra 11, thu về 11, hợp lệ 11. Tán thành 11/13 đảng viên chính thức (84,6%); không tán thành 0."),
				item("Nghị quyết tháng 6/2026 (giơ tay): tán thành 11/13 đảng viên chính thức (84,6%); không tán thành 0; ý kiến khác 0."),
			}},
			Text("Ý kiến bảo lưu: không có. Chi bộ tự chấm buổi sinh hoạt: 94 điểm, loại Tốt."),
			Text("Biên bản đã được đọc lại và thông qua tại hội nghị. Hội nghị kết thúc lúc 16 giờ 27 cùng ngày."),
		},
		Signatures: []Signature{
			{Heading: "Người ghi biên bản", Name: "Vũ Thị E"},
			{Heading: "Chủ trì hội nghị", Name: "Nguyễn Văn A"},
		},
	}
}
