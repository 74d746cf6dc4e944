package member

import (
	"bytes"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// RosterField is a fact that a column of a people's spreadsheet may hold.
type RosterField string

// The facts. What a list calls them is in rosterSynonyms.
const (
	RosterName          RosterField = "name"
	RosterSurname       RosterField = "surname" // họ và chữ đệm, the name without its last word
	RosterGiven         RosterField = "given"   // tên, the last word
	RosterBirthName     RosterField = "birth_name"
	RosterAlias         RosterField = "alias"
	RosterSex           RosterField = "sex"
	RosterSexMale       RosterField = "sex_male"   // a mark for men
	RosterSexFemale     RosterField = "sex_female" // a mark for women
	RosterBirth         RosterField = "birth"
	RosterBirthMale     RosterField = "birth_male"   // the birth dates of men
	RosterBirthFemale   RosterField = "birth_female" // the birth dates of women
	RosterEthnicity     RosterField = "ethnicity"
	RosterReligion      RosterField = "religion"
	RosterCard          RosterField = "card"
	RosterOldCard       RosterField = "old_card"
	RosterCardPlace     RosterField = "card_place"
	RosterCardOn        RosterField = "card_on"
	RosterFileNumber    RosterField = "file_number"
	RosterBadge         RosterField = "badge"
	RosterUnit          RosterField = "unit"
	RosterAdmitted      RosterField = "admitted"
	RosterOfficial      RosterField = "official"
	RosterStatus        RosterField = "status"
	RosterState         RosterField = "state"
	RosterStateOn       RosterField = "state_on"
	RosterExempt        RosterField = "exempt"
	RosterMovedOut      RosterField = "moved_out"
	RosterMovedIn       RosterField = "moved_in"
	RosterDeceased      RosterField = "deceased"
	RosterLeft          RosterField = "left"
	RosterPartyPost     RosterField = "party_post"
	RosterPost          RosterField = "post"
	RosterJob           RosterField = "job"
	RosterFormerJob     RosterField = "former_job"
	RosterDepartment    RosterField = "department"
	RosterService       RosterField = "service" // bộ đội, công an, hưu trí
	RosterSchooling     RosterField = "schooling"
	RosterQualification RosterField = "qualification"
	RosterLanguage      RosterField = "language"
	RosterComputing     RosterField = "computing"
	RosterTheory        RosterField = "theory"
	RosterPhone         RosterField = "phone"
	RosterEmail         RosterField = "email"
	RosterBirthplace    RosterField = "birthplace"
	RosterHometown      RosterField = "hometown"
	RosterResidence     RosterField = "residence"
	RosterNotes         RosterField = "notes"

	// Seen and left out by design; RosterColumn.Ignored says why.
	rosterOrdinal     RosterField = "ordinal"
	rosterNationalID  RosterField = "national_id"
	rosterComputed    RosterField = "computed"
	rosterOtherSystem RosterField = "other_system"
)

// rosterIgnored gives the text key of the reason for which a column is not
// read. National identity numbers are not kept: no duty of a cell needs them.
var rosterIgnored = map[RosterField]string{
	rosterOrdinal:     "roster.ignored_ordinal",
	rosterNationalID:  "roster.ignored_national_id",
	rosterComputed:    "roster.ignored_computed",
	rosterOtherSystem: "roster.ignored_other_system",
}

// RosterFields lists what a column may be mapped to by hand, in the order in
// which a page offers them. The text key of each is "roster.field." + field.
var RosterFields = []RosterField{
	RosterName, RosterSurname, RosterGiven, RosterBirthName, RosterAlias, RosterSex, RosterSexMale, RosterSexFemale,
	RosterBirth, RosterBirthMale, RosterBirthFemale, RosterEthnicity, RosterReligion, RosterUnit,
	RosterAdmitted, RosterOfficial, RosterStatus, RosterState, RosterStateOn, RosterExempt,
	RosterCard, RosterOldCard, RosterCardPlace, RosterCardOn, RosterFileNumber, RosterBadge,
	RosterPartyPost, RosterPost, RosterJob, RosterFormerJob, RosterDepartment, RosterService,
	RosterSchooling, RosterQualification, RosterTheory, RosterLanguage, RosterComputing,
	RosterPhone, RosterEmail, RosterBirthplace, RosterHometown, RosterResidence,
	RosterMovedOut, RosterMovedIn, RosterDeceased, RosterLeft, RosterNotes,
}

// RosterHeaders29 names the columns of the national cleaning list in their
// order (form C); RosterRow.Cells29 gives a member's values for them.
var RosterHeaders29 = []string{
	"STT", "ID", "Họ và tên *", "Tên gọi khác", "Giới tính *", "Sinh ngày * (dd/mm/yyyy)", "Dân tộc *", "Tôn giáo *",
	"Số định danh cá nhân *", "Số thẻ Đảng* (12 số theo HD38-HD/BTCTW)", "Nơi cấp thẻ Đảng", "Ngày cấp thẻ Đảng",
	"Số thẻ theo Đảng quyết định 85", "Tổ chức Đảng đang sinh hoạt *",
	"Nơi đăng ký khai sinh – Quốc gia", "Nơi đăng ký khai sinh – Tỉnh", "Nơi đăng ký khai sinh – Địa chỉ chi tiết",
	"Quê quán (theo mô hình 2 cấp) – Quốc gia", "Quê quán (theo mô hình 2 cấp) – Tỉnh", "Quê quán (theo mô hình 2 cấp) – Địa chỉ chi tiết",
	"Thường trú (theo mô hình 2 cấp) – Quốc gia", "Thường trú (theo mô hình 2 cấp) – Tỉnh", "Thường trú (theo mô hình 2 cấp) – Địa chỉ chi tiết",
	"Ngày vào Đảng*", "Ngày vào Đảng chính thức*", "Số CMND cũ (nếu có)", "Trạng thái hoạt động",
	"Ngày rời khỏi/Ngày mất/Ngày miễn sinh hoạt Đảng", "Đề nghị xóa",
}

// rosterSynonyms is what people write above their columns (form C). Case,
// marks, đ, stars and line breaks do not matter; words in brackets are tried
// with and without. A heading over two lines is written here as one.
var rosterSynonyms = map[RosterField][]string{
	RosterName: {"Họ và tên", "Họ tên", "Họ và tên đang dùng", "Họ tên đang dùng", "Họ và tên đảng viên", "Họ tên đảng viên",
		"Họ, tên", "Họ và tên khai sinh đang dùng", "Họ và chữ đệm và tên", "Đảng viên", "Tên đảng viên", "Họ và tên, chữ ký", "Full name", "Name"},
	RosterSurname:   {"Họ đệm", "Họ và đệm", "Họ và tên đệm", "Họ lót", "Họ và chữ lót", "Họ và chữ đệm", "Họ", "Họ và"},
	RosterGiven:     {"Tên"},
	RosterBirthName: {"Họ tên khai sinh", "Họ và tên khai sinh", "Tên khai sinh", "Khai sinh"},
	RosterAlias:     {"Tên gọi khác", "Bí danh", "Tên khác", "Bí danh, tên gọi khác", "Tên thường gọi"},
	RosterSex:       {"Giới tính", "Nam/Nữ", "Nam nữ", "Nam hay nữ", "Phái", "Giới", "GT", "Sex"},
	RosterSexMale:   {"Nam", "Giới tính nam", "Nam/Nữ Nam"},
	RosterSexFemale: {"Nữ", "Nữ (x)", "Giới tính nữ", "Nam/Nữ Nữ", "Là nữ"},
	RosterBirth: {"Ngày sinh", "Sinh ngày", "Ngày tháng năm sinh", "Ngày, tháng, năm sinh", "Năm sinh", "Ngày/tháng/năm sinh",
		"NTNS", "Sinh năm", "Ngày tháng năm", "Date of birth"},
	RosterBirthMale: {"Ngày sinh nam", "Năm sinh nam", "Sinh ngày nam", "Ngày tháng năm sinh nam", "Ngày, tháng, năm sinh nam", "Nam sinh năm"},
	RosterBirthFemale: {"Ngày sinh nữ", "Năm sinh nữ", "Sinh ngày nữ", "Ngày tháng năm sinh nữ", "Ngày, tháng, năm sinh nữ",
		"Nữ sinh năm"},
	RosterEthnicity: {"Dân tộc", "Thành phần dân tộc"},
	RosterReligion:  {"Tôn giáo", "Tín ngưỡng, tôn giáo"},
	RosterCard: {"Số thẻ", "Số thẻ Đảng", "Số thẻ đảng viên", "Mã thẻ Đảng", "Số TĐV", "Thẻ Đảng", "Thẻ đảng viên", "Số thẻ ĐV",
		"Mã số thẻ đảng viên", "Mã số đảng viên", "Thẻ đảng viên số", "Thẻ Đảng số"},
	RosterOldCard: {"Số thẻ theo Đảng quyết định 85", "Số thẻ Đảng theo quyết định 85", "Số thẻ theo QĐ 85", "Số thẻ theo QĐ85",
		"Số thẻ Đảng cũ", "Số thẻ cũ", "Số thẻ đảng viên cũ", "Số thẻ theo quyết định 85"},
	RosterCardPlace:  {"Nơi cấp thẻ Đảng", "Nơi cấp thẻ", "Nơi cấp thẻ đảng viên", "Thẻ đảng viên nơi cấp", "Thẻ Đảng nơi cấp"},
	RosterCardOn:     {"Ngày cấp thẻ Đảng", "Ngày cấp thẻ", "Ngày cấp thẻ đảng viên", "Thẻ đảng viên ngày cấp", "Thẻ Đảng ngày cấp", "Ngày phát thẻ"},
	RosterFileNumber: {"Số lý lịch", "Số LL", "Số lý lịch đảng viên", "Số hồ sơ"},
	RosterBadge:      {"Huy hiệu Đảng", "Số Huy hiệu", "Số Huy hiệu Đảng", "Huy hiệu"},
	RosterUnit: {"Tổ chức Đảng đang sinh hoạt", "Chi bộ", "Chi bộ đang sinh hoạt", "Tên chi bộ", "Sinh hoạt tại chi bộ", "Đảng bộ, chi bộ",
		"Nơi sinh hoạt Đảng", "Tổ chức Đảng"},
	RosterAdmitted: {"Ngày vào Đảng", "Ngày vào đảng (dự bị)", "Ngày kết nạp", "Ngày KN", "Ngày kết nạp Đảng", "Ngày vào Đảng dự bị",
		"Vào Đảng ngày", "Năm vào Đảng", "Ngày tháng năm vào Đảng", "Ngày, tháng, năm vào Đảng", "Kết nạp", "Ngày dự bị", "Vào Đảng",
		"Vào Đảng dự bị", "Ngày vào Đảng kết nạp", "Ngày vào", "Ngày vào ĐCSVN", "Ngày vào Đảng CSVN", "Ngày kết nạp vào Đảng"},
	RosterOfficial: {"Ngày chính thức", "Ngày CT", "Ngày vào Đảng chính thức", "Ngày vào đảng (chính thức)", "Ngày công nhận", "Chính thức",
		"Ngày công nhận chính thức", "Ngày công nhận đảng viên chính thức", "Vào Đảng chính thức", "Ngày chuyển chính thức", "Ngày chuyển Đảng chính thức"},
	RosterStatus: {"Loại đảng viên", "Đảng viên chính thức/dự bị", "Chính thức/Dự bị", "Loại ĐV", "Diện đảng viên"},
	RosterState:  {"Trạng thái hoạt động", "Tình trạng", "Trạng thái", "Tình trạng sinh hoạt", "Tình trạng hoạt động"},
	RosterStateOn: {"Ngày rời khỏi/Ngày mất/Ngày miễn sinh hoạt Đảng", "Ngày rời khỏi", "Ngày miễn sinh hoạt Đảng", "Ngày miễn sinh hoạt",
		"Ngày mất", "Ngày thay đổi trạng thái"},
	RosterExempt:     {"Miễn sinh hoạt", "Miễn sinh hoạt Đảng", "Miễn công tác", "Miễn công tác và sinh hoạt", "Miễn CTSH", "Miễn CT, SH"},
	RosterMovedOut:   {"Chuyển đi", "Ngày chuyển đi", "Nơi chuyển đi"},
	RosterMovedIn:    {"Chuyển đến", "Ngày chuyển đến", "Nơi chuyển đến"},
	RosterDeceased:   {"Từ trần", "Từ trần, lý do", "Ngày từ trần", "Từ trần ngày"},
	RosterLeft:       {"Ra khỏi Đảng", "Ra khỏi Đảng, hình thức", "Đưa ra khỏi Đảng", "Ngày ra khỏi Đảng"},
	RosterPartyPost:  {"Chức vụ Đảng", "Chức vụ trong Đảng", "Cấp ủy", "Chức vụ về Đảng", "CV Đảng", "Chức vụ đảng hiện nay"},
	RosterPost:       {"Chức vụ", "Chức vụ chính quyền", "Chức vụ về chính quyền", "CV chính quyền", "Chức danh", "Chức vụ, chức danh", "Chức vụ chuyên môn"},
	RosterJob:        {"Nghề nghiệp", "Nghề nghiệp hiện nay", "Hiện nay", "Công việc", "Công việc hiện nay", "Nghề hiện nay", "Nghề nghiệp, công việc"},
	RosterFormerJob:  {"Nghề trước khi vào", "Nghề trước khi vào Đảng", "Nghề nghiệp trước khi vào Đảng", "Nghề nghiệp khi vào Đảng", "Nghề nghiệp trước khi vào"},
	RosterDepartment: {"Đơn vị", "Bộ phận", "Khoa/phòng", "Khoa", "Phòng", "Phòng ban", "Đơn vị công tác", "Nơi công tác", "Phòng, khoa", "Tổ", "Khoa phòng"},
	RosterService:    {"Bộ đội, công an, hưu trí", "Đối tượng", "Thành phần"},
	RosterSchooling: {"Trình độ học vấn", "Văn hóa", "Trình độ văn hóa", "GDPT", "Học vấn", "Giáo dục phổ thông", "Trình độ giáo dục phổ thông",
		"Trình độ phổ thông", "Trình độ GDPT"},
	RosterQualification: {"Trình độ chuyên môn", "CMNV", "Chuyên môn", "Trình độ", "Chuyên môn nghiệp vụ", "Trình độ chuyên môn nghiệp vụ",
		"Trình độ CMNV", "Trình độ chuyên môn, nghiệp vụ", "Học vị", "Bằng cấp"},
	RosterLanguage:   {"Ngoại ngữ", "Trình độ ngoại ngữ"},
	RosterComputing:  {"Tin học", "Trình độ tin học"},
	RosterTheory:     {"Lý luận chính trị", "LLCT", "Trình độ LLCT", "Trình độ lý luận chính trị", "Lý luận", "Trình độ lý luận"},
	RosterPhone:      {"SĐT", "Điện thoại", "Số điện thoại", "Số ĐT", "ĐT", "Điện thoại di động", "Di động", "Số ĐTDĐ", "Điện thoại liên hệ"},
	RosterEmail:      {"Email", "E-mail", "Thư điện tử", "Địa chỉ email", "Hộp thư điện tử"},
	RosterBirthplace: {"Nơi sinh", "Nơi đăng ký khai sinh", "Nơi khai sinh"},
	RosterHometown:   {"Quê quán", "Nguyên quán", "Quê"},
	RosterResidence: {"Nơi ở", "Nơi cư trú", "Thường trú", "Tạm trú", "Nơi ở hiện nay", "Địa chỉ", "Chỗ ở hiện nay", "Địa chỉ thường trú",
		"Hộ khẩu thường trú", "Nơi thường trú", "Nơi cư trú hiện nay", "Địa chỉ liên hệ", "Chỗ ở"},
	RosterNotes:   {"Ghi chú", "Chú thích", "Ghi chú khác"},
	rosterOrdinal: {"STT", "TT", "Số TT", "Số thứ tự", "Thứ tự", "No"},
	rosterNationalID: {"CCCD", "Số CCCD", "Số định danh", "Số định danh cá nhân", "CMND", "Số CMND", "Số CMND cũ", "Số CMND cũ (nếu có)", "CMT", "Số CMT",
		"CMND/CCCD", "CCCD/CMND", "Số CMND/CCCD", "Số CCCD/CMND", "Căn cước công dân", "Số căn cước công dân", "Căn cước", "Số căn cước", "Hộ chiếu",
		"Ngày cấp CCCD", "Nơi cấp CCCD", "Ngày cấp CMND", "Nơi cấp CMND", "Ngày cấp", "Nơi cấp", "CCCD số", "CCCD ngày cấp", "CCCD nơi cấp", "CMND số",
		"CMND ngày cấp", "CMND nơi cấp", "Căn cước công dân số", "Căn cước công dân ngày cấp", "Căn cước công dân nơi cấp"},
	rosterComputed:    {"Tuổi", "Tuổi Đảng", "Tuổi đời", "Số năm tuổi Đảng"},
	rosterOtherSystem: {"ID", "Đề nghị xóa", "Đề nghị xóa khỏi hệ thống", "Mã", "Ký tên", "Chữ ký"},
}

// rosterParts are the headings under or behind a place.
var rosterParts = map[string][]string{
	"country":  {"Quốc gia", "Nước"},
	"province": {"Tỉnh", "Tỉnh/Thành phố", "Tỉnh, thành phố", "Tỉnh/TP", "Thành phố", "Tỉnh thành"},
	"commune":  {"Xã", "Phường", "Xã/Phường", "Phường/Xã", "Xã, phường", "Xã/Phường/Đặc khu", "Xã, phường, đặc khu"},
	"detail":   {"Địa chỉ chi tiết", "Địa chỉ", "Chi tiết", "Thôn, xóm", "Số nhà, đường"},
}

// rosterTarget is where the value of a cell, or a part of it, goes.
type rosterTarget struct {
	field RosterField
	sex   string // of the people whom the column is for
	part  string // of a place
}

// rosterTargetOf resolves the fields that are a field and a sex.
func rosterTargetOf(f RosterField) rosterTarget {
	switch f {
	case RosterBirthMale:
		return rosterTarget{field: RosterBirth, sex: "male"}
	case RosterBirthFemale:
		return rosterTarget{field: RosterBirth, sex: "female"}
	case RosterSexMale:
		return rosterTarget{field: RosterSex, sex: "male"}
	case RosterSexFemale:
		return rosterTarget{field: RosterSex, sex: "female"}
	}
	return rosterTarget{field: f}
}

// rosterHeadings is rosterSynonyms and rosterParts the other way round.
var rosterHeadings = sync.OnceValue(func() map[string]rosterTarget {
	m := map[string]rosterTarget{}
	for field, headings := range rosterSynonyms {
		for _, h := range headings {
			m[rosterFold(h)] = rosterTargetOf(field)
		}
	}
	for _, field := range []RosterField{RosterBirthplace, RosterHometown, RosterResidence} {
		for _, place := range rosterSynonyms[field] {
			for part, headings := range rosterParts {
				for _, h := range headings {
					m[rosterFold(place+" "+h)] = rosterTarget{field: field, part: part}
				}
			}
		}
	}
	return m
})

// rosterFold brings headings and fixed words to one form: no marks, đ as d,
// small letters, everything but letters and digits a single space. uỷ and ủy,
// hoà and hòa become the same.
func rosterFold(s string) string {
	b := make([]byte, 0, len(s))
	space := true
	for _, r := range s {
		if r < rosterLatin {
			r = rosterBases()[r]
		} else if unicode.IsLetter(r) || unicode.IsDigit(r) {
			r = unicode.ToLower(r)
		} else {
			r = ' '
		}
		switch {
		case r == 0:
		case r != ' ':
			b = utf8.AppendRune(b, r)
			space = false
		case !space:
			b = append(b, ' ')
			space = true
		}
	}
	return string(bytes.TrimSuffix(b, []byte(" ")))
}

// rosterLatin ends the letters of Vietnamese and its neighbours in Unicode.
const rosterLatin = 0x1F00

// rosterBases gives for each character below rosterLatin what it folds to: a
// small letter without marks, a space, or 0 for a mark of its own. Long lists
// fold millions of cells.
var rosterBases = sync.OnceValue(func() *[rosterLatin]rune {
	var bases [rosterLatin]rune
	for r := range rune(rosterLatin) {
		base, _ := utf8.DecodeRuneInString(norm.NFD.String(string(r)))
		switch {
		case r == 'đ' || r == 'Đ':
			bases[r] = 'd'
		case unicode.Is(unicode.Mn, r):
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			bases[r] = unicode.ToLower(base)
		default:
			bases[r] = ' '
		}
	}
	return &bases
})
