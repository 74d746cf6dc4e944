package roster

import (
	"bytes"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Field is a fact that a column of a people's spreadsheet may hold.
type Field string

// The facts. What a list calls them is in synonyms.
const (
	Name          Field = "name"
	Surname       Field = "surname" // họ và chữ đệm, the name without its last word
	Given         Field = "given"   // tên, the last word
	BirthName     Field = "birth_name"
	Alias         Field = "alias"
	Sex           Field = "sex"
	SexMale       Field = "sex_male"   // a mark for men
	SexFemale     Field = "sex_female" // a mark for women
	Birth         Field = "birth"
	BirthMale     Field = "birth_male"   // the birth dates of men
	BirthFemale   Field = "birth_female" // the birth dates of women
	Ethnicity     Field = "ethnicity"
	Religion      Field = "religion"
	Card          Field = "card"
	OldCard       Field = "old_card"
	CardPlace     Field = "card_place"
	CardOn        Field = "card_on"
	FileNumber    Field = "file_number"
	Badge         Field = "badge"
	Unit          Field = "unit"
	Admitted      Field = "admitted"
	Official      Field = "official"
	Status        Field = "status"
	State         Field = "state"
	StateOn       Field = "state_on"
	Exempt        Field = "exempt"
	MovedOut      Field = "moved_out"
	MovedIn       Field = "moved_in"
	Deceased      Field = "deceased"
	Left          Field = "left"
	PartyPost     Field = "party_post"
	Post          Field = "post"
	Job           Field = "job"
	FormerJob     Field = "former_job"
	Department    Field = "department"
	Service       Field = "service" // bộ đội, công an, hưu trí
	Schooling     Field = "schooling"
	Qualification Field = "qualification"
	Language      Field = "language"
	Computing     Field = "computing"
	Theory        Field = "theory"
	Phone         Field = "phone"
	Email         Field = "email"
	Birthplace    Field = "birthplace"
	Hometown      Field = "hometown"
	Residence     Field = "residence"
	Notes         Field = "notes"

	// Seen and left out by design; Column.Ignored says why.
	ordinalColumn Field = "ordinal"
	nationalID    Field = "national_id"
	computed      Field = "computed"
	otherSystem   Field = "other_system"
)

// ignored gives the text key of the reason for which a column is not
// read. National identity numbers are not kept: no duty of a cell needs them.
var ignored = map[Field]string{
	ordinalColumn: "roster.ignored_ordinal",
	nationalID:    "roster.ignored_national_id",
	computed:      "roster.ignored_computed",
	otherSystem:   "roster.ignored_other_system",
}

// Fields lists what a column may be mapped to by hand, in the order in
// which a page offers them. The text key of each is "roster.field." + field.
var Fields = []Field{
	Name, Surname, Given, BirthName, Alias, Sex, SexMale, SexFemale,
	Birth, BirthMale, BirthFemale, Ethnicity, Religion, Unit,
	Admitted, Official, Status, State, StateOn, Exempt,
	Card, OldCard, CardPlace, CardOn, FileNumber, Badge,
	PartyPost, Post, Job, FormerJob, Department, Service,
	Schooling, Qualification, Theory, Language, Computing,
	Phone, Email, Birthplace, Hometown, Residence,
	MovedOut, MovedIn, Deceased, Left, Notes,
}

// Headers29 names the columns of the national cleaning list in their
// order (form C); Row.Cells29 gives a member's values for them.
var Headers29 = []string{
	"STT", "ID", "Họ và tên *", "Tên gọi khác", "Giới tính *", "Sinh ngày * (dd/mm/yyyy)", "Dân tộc *", "Tôn giáo *",
	"Số định danh cá nhân *", "Số thẻ Đảng* (12 số theo HD38-HD/BTCTW)", "Nơi cấp thẻ Đảng", "Ngày cấp thẻ Đảng",
	"Số thẻ theo Đảng quyết định 85", "Tổ chức Đảng đang sinh hoạt *",
	"Nơi đăng ký khai sinh – Quốc gia", "Nơi đăng ký khai sinh – Tỉnh", "Nơi đăng ký khai sinh – Địa chỉ chi tiết",
	"Quê quán (theo mô hình 2 cấp) – Quốc gia", "Quê quán (theo mô hình 2 cấp) – Tỉnh", "Quê quán (theo mô hình 2 cấp) – Địa chỉ chi tiết",
	"Thường trú (theo mô hình 2 cấp) – Quốc gia", "Thường trú (theo mô hình 2 cấp) – Tỉnh", "Thường trú (theo mô hình 2 cấp) – Địa chỉ chi tiết",
	"Ngày vào Đảng*", "Ngày vào Đảng chính thức*", "Số CMND cũ (nếu có)", "Trạng thái hoạt động",
	"Ngày rời khỏi/Ngày mất/Ngày miễn sinh hoạt Đảng", "Đề nghị xóa",
}

// synonyms is what people write above their columns (form C). Case,
// marks, đ, stars and line breaks do not matter; words in brackets are tried
// with and without. A heading over two lines is written here as one.
var synonyms = map[Field][]string{
	Name: {
		"Họ và tên", "Họ tên", "Họ và tên đang dùng", "Họ tên đang dùng", "Họ và tên đảng viên", "Họ tên đảng viên",
		"Họ, tên", "Họ và tên khai sinh đang dùng", "Họ và chữ đệm và tên", "Đảng viên", "Tên đảng viên", "Họ và tên, chữ ký", "Full name", "Name",
	},
	Surname:   {"Họ đệm", "Họ và đệm", "Họ và tên đệm", "Họ lót", "Họ và chữ lót", "Họ và chữ đệm", "Họ", "Họ và"},
	Given:     {"Tên"},
	BirthName: {"Họ tên khai sinh", "Họ và tên khai sinh", "Tên khai sinh", "Khai sinh"},
	Alias:     {"Tên gọi khác", "Bí danh", "Tên khác", "Bí danh, tên gọi khác", "Tên thường gọi"},
	Sex:       {"Giới tính", "Nam/Nữ", "Nam nữ", "Nam hay nữ", "Phái", "Giới", "GT", "Sex"},
	SexMale:   {"Nam", "Giới tính nam", "Nam/Nữ Nam"},
	SexFemale: {"Nữ", "Nữ (x)", "Giới tính nữ", "Nam/Nữ Nữ", "Là nữ"},
	Birth: {
		"Ngày sinh", "Sinh ngày", "Ngày tháng năm sinh", "Ngày, tháng, năm sinh", "Năm sinh", "Ngày/tháng/năm sinh",
		"NTNS", "Sinh năm", "Ngày tháng năm", "Date of birth",
	},
	BirthMale: {"Ngày sinh nam", "Năm sinh nam", "Sinh ngày nam", "Ngày tháng năm sinh nam", "Ngày, tháng, năm sinh nam", "Nam sinh năm"},
	BirthFemale: {
		"Ngày sinh nữ", "Năm sinh nữ", "Sinh ngày nữ", "Ngày tháng năm sinh nữ", "Ngày, tháng, năm sinh nữ",
		"Nữ sinh năm",
	},
	Ethnicity: {"Dân tộc", "Thành phần dân tộc"},
	Religion:  {"Tôn giáo", "Tín ngưỡng, tôn giáo"},
	Card: {
		"Số thẻ", "Số thẻ Đảng", "Số thẻ đảng viên", "Mã thẻ Đảng", "Số TĐV", "Thẻ Đảng", "Thẻ đảng viên", "Số thẻ ĐV",
		"Mã số thẻ đảng viên", "Mã số đảng viên", "Thẻ đảng viên số", "Thẻ Đảng số",
	},
	OldCard: {
		"Số thẻ theo Đảng quyết định 85", "Số thẻ Đảng theo quyết định 85", "Số thẻ theo QĐ 85", "Số thẻ theo QĐ85",
		"Số thẻ Đảng cũ", "Số thẻ cũ", "Số thẻ đảng viên cũ", "Số thẻ theo quyết định 85",
	},
	CardPlace:  {"Nơi cấp thẻ Đảng", "Nơi cấp thẻ", "Nơi cấp thẻ đảng viên", "Thẻ đảng viên nơi cấp", "Thẻ Đảng nơi cấp"},
	CardOn:     {"Ngày cấp thẻ Đảng", "Ngày cấp thẻ", "Ngày cấp thẻ đảng viên", "Thẻ đảng viên ngày cấp", "Thẻ Đảng ngày cấp", "Ngày phát thẻ"},
	FileNumber: {"Số lý lịch", "Số LL", "Số lý lịch đảng viên", "Số hồ sơ"},
	Badge:      {"Huy hiệu Đảng", "Số Huy hiệu", "Số Huy hiệu Đảng", "Huy hiệu"},
	Unit: {
		"Tổ chức Đảng đang sinh hoạt", "Chi bộ", "Chi bộ đang sinh hoạt", "Tên chi bộ", "Sinh hoạt tại chi bộ", "Đảng bộ, chi bộ",
		"Nơi sinh hoạt Đảng", "Tổ chức Đảng",
	},
	Admitted: {
		"Ngày vào Đảng", "Ngày vào đảng (dự bị)", "Ngày kết nạp", "Ngày KN", "Ngày kết nạp Đảng", "Ngày vào Đảng dự bị",
		"Vào Đảng ngày", "Năm vào Đảng", "Ngày tháng năm vào Đảng", "Ngày, tháng, năm vào Đảng", "Kết nạp", "Ngày dự bị", "Vào Đảng",
		"Vào Đảng dự bị", "Ngày vào Đảng kết nạp", "Ngày vào", "Ngày vào ĐCSVN", "Ngày vào Đảng CSVN", "Ngày kết nạp vào Đảng",
	},
	Official: {
		"Ngày chính thức", "Ngày CT", "Ngày vào Đảng chính thức", "Ngày vào đảng (chính thức)", "Ngày công nhận", "Chính thức",
		"Ngày công nhận chính thức", "Ngày công nhận đảng viên chính thức", "Vào Đảng chính thức", "Ngày chuyển chính thức", "Ngày chuyển Đảng chính thức",
	},
	Status: {"Loại đảng viên", "Đảng viên chính thức/dự bị", "Chính thức/Dự bị", "Loại ĐV", "Diện đảng viên"},
	State:  {"Trạng thái hoạt động", "Tình trạng", "Trạng thái", "Tình trạng sinh hoạt", "Tình trạng hoạt động"},
	StateOn: {
		"Ngày rời khỏi/Ngày mất/Ngày miễn sinh hoạt Đảng", "Ngày rời khỏi", "Ngày miễn sinh hoạt Đảng", "Ngày miễn sinh hoạt",
		"Ngày mất", "Ngày thay đổi trạng thái",
	},
	Exempt:     {"Miễn sinh hoạt", "Miễn sinh hoạt Đảng", "Miễn công tác", "Miễn công tác và sinh hoạt", "Miễn CTSH", "Miễn CT, SH"},
	MovedOut:   {"Chuyển đi", "Ngày chuyển đi", "Nơi chuyển đi"},
	MovedIn:    {"Chuyển đến", "Ngày chuyển đến", "Nơi chuyển đến"},
	Deceased:   {"Từ trần", "Từ trần, lý do", "Ngày từ trần", "Từ trần ngày"},
	Left:       {"Ra khỏi Đảng", "Ra khỏi Đảng, hình thức", "Đưa ra khỏi Đảng", "Ngày ra khỏi Đảng"},
	PartyPost:  {"Chức vụ Đảng", "Chức vụ trong Đảng", "Cấp ủy", "Chức vụ về Đảng", "CV Đảng", "Chức vụ đảng hiện nay"},
	Post:       {"Chức vụ", "Chức vụ chính quyền", "Chức vụ về chính quyền", "CV chính quyền", "Chức danh", "Chức vụ, chức danh", "Chức vụ chuyên môn"},
	Job:        {"Nghề nghiệp", "Nghề nghiệp hiện nay", "Hiện nay", "Công việc", "Công việc hiện nay", "Nghề hiện nay", "Nghề nghiệp, công việc"},
	FormerJob:  {"Nghề trước khi vào", "Nghề trước khi vào Đảng", "Nghề nghiệp trước khi vào Đảng", "Nghề nghiệp khi vào Đảng", "Nghề nghiệp trước khi vào"},
	Department: {"Đơn vị", "Bộ phận", "Khoa/phòng", "Khoa", "Phòng", "Phòng ban", "Đơn vị công tác", "Nơi công tác", "Phòng, khoa", "Tổ", "Khoa phòng"},
	Service:    {"Bộ đội, công an, hưu trí", "Đối tượng", "Thành phần"},
	Schooling: {
		"Trình độ học vấn", "Văn hóa", "Trình độ văn hóa", "GDPT", "Học vấn", "Giáo dục phổ thông", "Trình độ giáo dục phổ thông",
		"Trình độ phổ thông", "Trình độ GDPT",
	},
	Qualification: {
		"Trình độ chuyên môn", "CMNV", "Chuyên môn", "Trình độ", "Chuyên môn nghiệp vụ", "Trình độ chuyên môn nghiệp vụ",
		"Trình độ CMNV", "Trình độ chuyên môn, nghiệp vụ", "Học vị", "Bằng cấp",
	},
	Language:   {"Ngoại ngữ", "Trình độ ngoại ngữ"},
	Computing:  {"Tin học", "Trình độ tin học"},
	Theory:     {"Lý luận chính trị", "LLCT", "Trình độ LLCT", "Trình độ lý luận chính trị", "Lý luận", "Trình độ lý luận"},
	Phone:      {"SĐT", "Điện thoại", "Số điện thoại", "Số ĐT", "ĐT", "Điện thoại di động", "Di động", "Số ĐTDĐ", "Điện thoại liên hệ"},
	Email:      {"Email", "E-mail", "Thư điện tử", "Địa chỉ email", "Hộp thư điện tử"},
	Birthplace: {"Nơi sinh", "Nơi đăng ký khai sinh", "Nơi khai sinh"},
	Hometown:   {"Quê quán", "Nguyên quán", "Quê"},
	Residence: {
		"Nơi ở", "Nơi cư trú", "Thường trú", "Tạm trú", "Nơi ở hiện nay", "Địa chỉ", "Chỗ ở hiện nay", "Địa chỉ thường trú",
		"Hộ khẩu thường trú", "Nơi thường trú", "Nơi cư trú hiện nay", "Địa chỉ liên hệ", "Chỗ ở",
	},
	Notes:         {"Ghi chú", "Chú thích", "Ghi chú khác"},
	ordinalColumn: {"STT", "TT", "Số TT", "Số thứ tự", "Thứ tự", "No"},
	nationalID: {
		"CCCD", "Số CCCD", "Số định danh", "Số định danh cá nhân", "CMND", "Số CMND", "Số CMND cũ", "Số CMND cũ (nếu có)", "CMT", "Số CMT",
		"CMND/CCCD", "CCCD/CMND", "Số CMND/CCCD", "Số CCCD/CMND", "Căn cước công dân", "Số căn cước công dân", "Căn cước", "Số căn cước", "Hộ chiếu",
		"Ngày cấp CCCD", "Nơi cấp CCCD", "Ngày cấp CMND", "Nơi cấp CMND", "Ngày cấp", "Nơi cấp", "CCCD số", "CCCD ngày cấp", "CCCD nơi cấp", "CMND số",
		"CMND ngày cấp", "CMND nơi cấp", "Căn cước công dân số", "Căn cước công dân ngày cấp", "Căn cước công dân nơi cấp",
	},
	computed:    {"Tuổi", "Tuổi Đảng", "Tuổi đời", "Số năm tuổi Đảng"},
	otherSystem: {"ID", "Đề nghị xóa", "Đề nghị xóa khỏi hệ thống", "Mã", "Ký tên", "Chữ ký"},
}

// fieldParts are the headings under or behind a place.
var fieldParts = map[string][]string{
	"country":  {"Quốc gia", "Nước"},
	"province": {"Tỉnh", "Tỉnh/Thành phố", "Tỉnh, thành phố", "Tỉnh/TP", "Thành phố", "Tỉnh thành"},
	"commune":  {"Xã", "Phường", "Xã/Phường", "Phường/Xã", "Xã, phường", "Xã/Phường/Đặc khu", "Xã, phường, đặc khu"},
	"detail":   {"Địa chỉ chi tiết", "Địa chỉ", "Chi tiết", "Thôn, xóm", "Số nhà, đường"},
}

// fieldTarget is where the value of a cell, or a part of it, goes.
type fieldTarget struct {
	field Field
	sex   string // of the people whom the column is for
	part  string // of a place
}

// targetOf resolves the fields that are a field and a sex.
func targetOf(f Field) fieldTarget {
	switch f {
	case BirthMale:
		return fieldTarget{field: Birth, sex: "male"}
	case BirthFemale:
		return fieldTarget{field: Birth, sex: "female"}
	case SexMale:
		return fieldTarget{field: Sex, sex: "male"}
	case SexFemale:
		return fieldTarget{field: Sex, sex: "female"}
	}
	return fieldTarget{field: f}
}

// knownHeadings is synonyms and fieldParts the other way round.
var knownHeadings = sync.OnceValue(func() map[string]fieldTarget {
	m := map[string]fieldTarget{}
	for field, headings := range synonyms {
		for _, h := range headings {
			m[Fold(h)] = targetOf(field)
		}
	}
	for _, field := range []Field{Birthplace, Hometown, Residence} {
		for _, place := range synonyms[field] {
			for part, headings := range fieldParts {
				for _, h := range headings {
					m[Fold(place+" "+h)] = fieldTarget{field: field, part: part}
				}
			}
		}
	}
	return m
})

// Fold brings headings and fixed words to one form: no marks, đ as d,
// small letters, everything but letters and digits a single space. uỷ and ủy,
// hoà and hòa become the same.
func Fold(s string) string {
	b := make([]byte, 0, len(s))
	space := true
	for _, r := range s {
		if r < latin {
			r = baseLetters()[r]
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

// latin ends the letters of Vietnamese and its neighbours in Unicode.
const latin = 0x1F00

// baseLetters gives for each character below latin what it folds to: a
// small letter without marks, a space, or 0 for a mark of its own. Long lists
// fold millions of cells.
var baseLetters = sync.OnceValue(func() *[latin]rune {
	var bases [latin]rune
	for r := range rune(latin) {
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
