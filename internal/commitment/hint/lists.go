package hint

// The lists are data: a word is added to its group, in its full spelling with
// all marks. Patterns are written as [pattern] says. They tell how an office
// writes, not what is good or bad.

// stock are phrases that would fit anybody's paper of any year.
var stock = patterns(`
	phấn đấu hoàn thành … nhiệm vụ được giao, phấn đấu hoàn thành … nhiệm vụ, hoàn thành … nhiệm vụ được giao,
	hoàn thành tốt|xuất … nhiệm vụ, hoàn thành mọi nhiệm vụ, hoàn thành nhiệm vụ, hoàn thành tốt,
	ht|hoàn tốt|thành … nv được|đc|dc giao, hoàn thành nv, ht tốt nv, nhiệm vụ được giao, nhiệm vụ do lãnh đạo phân công,
	chỉ tiêu được giao, phấn đấu đạt danh hiệu, phấn đấu trở thành, phấn đấu cuối năm

	nâng cao tinh thần trách nhiệm, nâng cao … trách nhiệm, nêu cao … trách nhiệm, nêu cao ý thức, nâng cao ý thức,
	nâng cao trình độ, nâng cao … năng lực, nâng cao … chất lượng, nâng cao … phẩm chất, nâng cao hiệu quả,
	tinh thần trách nhiệm, tinh thần cầu thị, có ý thức, luôn ý thức

	không ngừng học tập … rèn luyện, không ngừng học tập, không ngừng … rèn luyện, không ngừng nâng cao, không ngừng,
	học tập và làm theo tấm gương, học tập và làm theo tư tưởng, học tập và làm theo chỉ thị, học hỏi … nâng cao trình độ,
	rèn luyện bản thân, hoàn thiện bản thân, trau dồi … đạo đức, trau dồi kiến thức, trau dồi tay nghề, trau dồi chuyên môn

	tu dưỡng … rèn luyện, tu dưỡng đạo đức lối sống, tu dưỡng … đạo đức, đạo đức lối sống, đạo đức cách mạng,
	lối sống … lành mạnh, lối sống giản dị, giản dị khiêm tốn, cần kiệm liêm chính, chí công vô tư, lương y như từ mẫu,
	trong sạch vững mạnh, giữ gìn y đức, tận tâm với nghề

	chấp hành … chủ trương, chấp hành … kỷ|kỉ luật, chấp hành … nội quy, chấp hành … quy định, chấp hành … pháp luật,
	chấp hành nghiêm|tốt, chủ trương đường lối, đường lối chủ trương, chính sách pháp luật của nhà nước, quán triệt,
	lập trường tư tưởng, lập trường … vững vàng, bản lĩnh chính trị, trung thành … với đảng, tự diễn biến,
	suy thoái … tư tưởng, tự phê bình và phê bình

	tích cực tham gia, tham gia … tích cực, tham gia … phong trào, tham gia đầy đủ, luôn cố gắng, cố gắng … hơn,
	cố gắng học hỏi, phát huy vai trò, phát huy … dân chủ, phát huy … sáng kiến, phát huy tinh thần, gương mẫu đi đầu,
	gương mẫu, tiên phong gương mẫu, là tấm gương, nêu gương

	giữ gìn … đoàn kết, giữ gìn … sự đoàn kết, đoàn kết nội bộ, xây dựng tập thể vững mạnh, xây dựng … đoàn kết,
	hết lòng hết sức, phục vụ nhân dân, lấy người bệnh làm trung tâm, nói đi đôi với làm,
	thực hành tiết kiệm chống lãng phí, đẩy mạnh cải cách hành chính, hướng tới sự hài lòng, góp phần xây dựng,
	vận dụng sáng tạo, thực hiện tốt, thực hiện nghiêm túc, thực hiện nghiêm, làm tốt … công tác, làm tốt … nhiệm vụ,
	làm tốt chuyên môn, tăng cường công tác, tăng cường … lãnh đạo, đổi mới phong cách, chất lượng tốt, xứng đáng là
`)

// vague are words that say how or that, but not what is done. A deed beside
// them is believed.
var vague = patterns(`
	luôn, luôn luôn, cố gắng, phấn đấu, tích cực, tăng cường, đẩy mạnh, nâng cao, phát huy, chú trọng, quan tâm, chủ động,
	nghiêm túc, chấp hành, tuân thủ, đảm|bảo bảo|đảm, thực hiện đúng, thực hiện tốt, thực hiện nhiệm vụ,
	thực hiện chuẩn mực, làm tốt, cải thiện, đổi mới, rèn luyện, rèn thói quen, trau dồi, học hỏi, tham mưu, phối hợp,
	hỗ trợ kịp thời, sẵn sàng, kiên quyết, giữ vững, giữ gìn, gương mẫu, tận tình, tận tâm, tận tụy, chu đáo, niềm nở,
	ân cần, hòa nhã, lịch sự, hết lòng, sống trung thực, xây dựng tác phong, xây dựng gia đình, bám sát, nắm chắc,
	cảnh giác, thường xuyên, ngày càng, tiếp tục, hiệu quả, kịp thời, chặt chẽ, đúng mực, khi được cử, tốt, cẩn thận,
	minh bạch, sạch sẽ, công tâm, khách quan, tin tưởng, yên tâm, an tâm, vi phạm
`)

// compounds are words with a deed's syllable in them that are no deed.
var compounds = patterns(`
	trình độ, chương trình, công trình, quá trình, quy trình, lộ trình, phát huy, phát triển, phát động, phát sinh, đổi mới,
	chuyển đổi, thay đổi, trao đổi kinh nghiệm, lập trường, thành lập, độc lập, tạo lập, chuyển biến, chuyển hóa, giao tiếp,
	được giao, giao phó, nhận thức, công nhận, nhận định, nhận xét, đặt lên, đặt lợi ích, đóng góp, góp phần,
	tổ chức đảng|công|cơ|đoàn|phân|giao|kỷ, được tổ chức, do … tổ chức, vào tổ chức, tổ chức thực, ghi nhớ, học hỏi,
	báo chí, thông báo, giấy in, máy in, in sâu, kể cả, thử thách, khả thi, thực thi, thi đua, thi hành, nhắc nhở, ký ức,
	bỏ qua, cân bằng, cân đối, đo đếm, trực tiếp, trực thuộc, chính trực, xuống cấp, đứng đầu, đứng vững, hội họp, bản thân,
	sửa chữa khuyết, dịch bệnh, phòng dịch, chống dịch, dịch vụ, giao dịch, đón tiếp, thu nhập, hội nhập, xâm nhập, gặp khó,
	nghe theo, thay thế, trồng người, giám sát chặt
`)

// deeds are things one does with one's hands, voice or pen. Words that stand
// in stock phrases as well (học tập, xây dựng, tham gia) are not among them.
var deeds = patterns(`
	gọi điện, gọi nhắc, gọi cho, gọi từng, gọi người, gọi xin lỗi, nhắc, trả lời, trả kết quả, trả bài, trả lương,
	trả hồ sơ, giải thích, giải quyết, hướng dẫn, tư vấn, chào hỏi, hỏi, nói chuyện, kể, khuyên, phiên dịch, xin lỗi,
	lấy phiếu, lấy ý kiến, phát phiếu, phát tờ, phát thuốc, nghe, gặp, trao đổi, tiếp công dân, đối thoại

	ghi, lập, viết, soạn, soát, rà soát, rà, chỉnh lý, lưu, số hóa, quét, scan, nhập, cập nhật hồ sơ, cập nhật danh sách,
	đăng tin, đăng bài, đăng ký, niêm yết, công khai, thống kê, tổng hợp, báo cáo, báo, nộp, gửi, chuyển, trình, ký,
	ban hành, in, dán, đối chiếu, kiểm kê, kiểm tra, tự kiểm, tự đánh giá, giám sát, đánh giá, theo dõi, vào sổ, xử lý,
	điền, dịch

	trực, đi buồng, đi cơ sở, đi thăm, đi từng, đi khoa, đi bộ, đi kiểm tra, đi học, đi #, mỗi tháng đi, xuống, đến nhà,
	đến từng, đến hộ, đến sớm, đến #, tới từng, có mặt, thăm, đứng, tuần tra, dự giờ, dự họp, dự lớp, dự đủ, dự #,
	dự giao ban, họp, tổ chức, mở lớp, mở #, tập huấn, truyền thông tại, dạy, kèm, kèm cặp, phụ đạo, bồi dưỡng #, ôn,
	thao giảng

	khám, mổ, phẫu thuật #, đo, cân, tiêm, xét nghiệm #, sàng lọc, siêu âm, chụp, chạy, lau, rửa, khử khuẩn, phân loại #,
	vệ sinh buồng|máy, cấp phát, phát, ghi nhãn, bàn giao, hội chẩn, tập cho, tập vận động, hiến máu, nấu, nếm, đẩy xe, dắt,
	dìu, bế, cõng, tắm, gội, khâu, tưới, truyền dịch|máu, bón, thay, chăm sóc #

	sắp xếp, sắp lại, xếp lại, dọn, quét dọn, trồng, lắp, đặt, sửa, cài, đổi, bật, tắt, đóng, mua, tặng, gom, thu gom,
	làm #, làm bảng, sao lưu, khôi phục, bảo dưỡng, vận hành, giao, nhận, xuất xe, bố trí, cắt, bỏ #, bỏ thuốc, thử,
	thực hiện độc lập, thực hiện #, triển khai kỹ|kĩ thuật, chủ nhiệm #, hoàn thiện hồ sơ, hoàn thành luận, học #, học xong,
	học và triển khai, đọc #, đọc áp lực, đọc bản, vận động ủng|phụ|kinh|quyên, vận động #, quyên góp, ủng hộ #, giới thiệu,
	giúp đỡ quần chúng, chỉ đường, đón, không nhận, không uống
`)

// making are deeds that leave a thing behind, or an end to be seen.
var making = patterns(`
	lập, viết, soạn, xây dựng quy trình|chế, xây dựng đề án, xây dựng phần mềm, in, dán, lắp, đặt, thay, sửa, cài, đóng,
	trồng, làm bảng, niêm yết, công khai, trình, ban hành, nộp, gửi, sắp xếp lại, sắp lại, chỉnh lý, số hóa, bàn giao,
	phát phiếu, lấy nhận xét, lấy ý kiến, hoàn thành luận, học xong, bảo vệ luận, thi, mở, dạy … đến khi, ghi sổ, kiểm kê,
	báo cáo bằng
`)

// outcomes are ends that anybody can see.
var outcomes = patterns(`
	được … công nhận, được … phê duyệt, được … duyệt, được … ban hành, được … thông qua, được xếp loại,
	được xếp … giỏi|khá|a, nghiệm thu, tốt nghiệp, chứng chỉ, chứng nhận, giấy chứng, bằng khá|giỏi|tốt, bảo vệ thành công,
	bảo vệ đạt, bằng văn bản, có biên bản, có phiếu, có ký, có chữ ký, có sổ, có danh sách, ký được, tự … được, làm được,
	trình … xét, trình … duyệt, trình … ký, trình … ban hành, một nửa, gấp đôi, gấp rưỡi, xong
`)

// things are what "12/12" and "2000" count in an office.
var things = words(`lần buổi lớp bài cuốn người ca cuộc tiết phiếu hộ hồ lượt khoa phòng máy xã thôn tờ bộ cây kg lít đồng suất quyết bản trẻ cháu em cụ số mẫu giường đơn vụ tin`)

// ordinal are words whose number names and does not count; naming are those
// that make a name of the number before them; allTasks are what "100%" of says
// nothing: the tasks that one was given.
var (
	ordinal  = words(`năm tháng quý quí ngày khóa số điều thị quyết định luận ương tw thứ kỳ kì tuần lớp tầng tổ khu cấp hạng mức loại nhóm bước thôn khoa đội huyện quận phường tư lệnh`)
	naming   = words(`điều tháng năm`)
	allTasks = words(`nhiệm nv hoàn`)
)

// counts are numbers that measure, in figures or in words.
var counts = patterns(`
	#, 12 tháng,
	một|hai|ba|bốn|sáu|bảy|tám|chín|mười|vài lần|buổi|lớp|bài|cuốn|người|ca|cuộc|tiết|phiếu|hộ|lượt|sáng|đề|tin|sản,
	mỗi|từng người|gia|hộ|học|em|khoa|thôn|xã|lần|ca|chuyến|đơn|hồ|buồng|phòng
`)

// always are promises that hold every time, all the year.
var always = patterns(`
	# %, không quá #, trong|sau|trước # phút|giờ|h|ngày|tiếng|tuần, trong vòng #, trong ngày, dưới|trên #, ít nhất|nhất,
	tối thiểu|đa, tất cả, toàn bộ, # / ngày|tuần|tháng|quý|năm|ca|giờ|buổi|hộ|lần|người,
	# … / ngày|tuần|tháng|quý|năm|ca|giờ|buổi|hộ|lần|người
`)

// limits name what shall not happen. Beside a deed they are a measure; alone
// they are a wish ("không để xảy ra sai sót").
var limits = patterns(`
	không để, không còn, không có, không ai, không sót, không bị, không thiếu, không trùng, không chậm, không muộn,
	không vắng, không thất, không … nào
`)

// never opens a measure that names what shall not happen.
var never = patterns(`
	không, chưa
`)

// slots are hours of the week, a promise that can be checked in itself.
var slots = patterns(`
	thứ hai|ba|tư|năm|sáu|bảy|2|3|4|5|6|7, chủ nhật, sáng|trưa|chiều|tối thứ|chủ
`)

// rhythms are things that come again.
var rhythms = patterns(`
	hằng|hàng|mỗi|mọi ngày|tuần|tháng|quý|quí|năm|sáng|trưa|chiều|tối|đêm|ca|buổi|kỳ|kì|phiên|giờ|đợt|chuyến|lần|học|thứ|chủ,
	từng ngày|tuần|tháng|quý|ca|buổi|kỳ|đợt|chuyến|lần,
	ngày|tuần|tháng|quý|ca|giờ|tiếng|năm một|1 lần|buổi|cuốn|bài|cuộc|ca, một|1 ngày|tuần|tháng|quý|năm|ca,
	/ ngày|tuần|tháng|quý|năm|ca|giờ|lần|buổi|đợt, định kỳ|kì, thứ hai|ba|tư|năm|sáu|bảy|2|3|4|5|6|7, chủ nhật,
	đầu|cuối tuần|tháng|quý|buổi|giờ|ca
`)

// rhythmicCounts are counts in the column of the due: "mỗi quý 1 cuộc".
var rhythmicCounts = patterns(`
	hằng|hàng|mỗi tuần|tháng|quý|quí|năm|ca|buổi|ngày … #,
	hằng|hàng|mỗi tuần|tháng|quý|quí|năm|ca|buổi|ngày một|hai|ba lần|buổi|cuộc|ca|bài, # … / ngày|tuần|tháng|quý|năm
`)

// days are days, months, quarters and ends.
var days = patterns(`
	@, ngày №, tháng №, tháng giêng|hai|ba|tư|năm|sáu|bảy|tám|chín|mười|chạp, t №, quý|quí i|ii|iii|iv, quý|quí №, q №,
	№ tháng đầu|cuối|năm, đầu|cuối|giữa|hết năm|quý|quí|kỳ|kì|tháng|học|nhiệm, tuần №, tuần đầu|cuối, sơ kết, tổng kết,
	trong tuần|quý|quí|tháng, trước ngày|tháng|quý|hạn|kỳ|tết|khai, trước # h|giờ, học kỳ|kì, khai giảng, tết,
	mùa mưa|hè|đông|khô|lạnh, hè, trước khi, đến khi, đến hết
`)

// years say no more than the title of the registration does.
var years = patterns(`
	yyyy, cả năm, trong năm, quanh năm
`)
