package document

import (
	"fmt"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"chibo/internal/fault"
)

// I5, safety S15: marks as they stand in papers.
func TestMarksAreFound(t *testing.T) {
	for _, text := range marks() {
		t.Run(text, func(t *testing.T) {
			for form, s := range map[string]string{"composed": norm.NFC.String(text), "decomposed": norm.NFD.String(text)} {
				if err := CheckText("", s); fault.Key(err) != "document.secret" {
					t.Errorf("%s %q passed: %v", form, s, err)
				}
			}
		})
	}
}

// marks are texts that bear a mark.
func marks() []string {
	var all []string
	for _, m := range []string{"MẬT", "TỐI MẬT", "TUYỆT MẬT"} {
		all = append(all,
			m, "  "+m+"  ", "("+m+")", "Độ mật: "+m, "ĐẢNG BỘ SỞ Y TẾ\n"+m+"\nKẾ HOẠCH năm 2026", "Số 05-BC/CB\t"+m, "Tài liệu "+m+" – lưu hành nội bộ",
			"Số: 12-NQ/CB "+m, m+"\nBÁO CÁO công tác quý II", "Báo cáo\n\n"+strings.ToLower(m)+"\n\nKính gửi Đảng ủy", spread(m, " "), spread(m, "  "), spread(m, "."),
			m+" BÁO CÁO", m+" NGHỊ QUYẾT của chi bộ", "Bản số: 01 "+m, m+"   ĐỘ KHẨN: HỎA TỐC", strings.Join(strings.Split(m, ""), "\u200b"), strings.ReplaceAll(m, " ", "\u00a0"),
			"Tài liệu thuộc độ "+m+", không phổ biến")
	}
	all = append(all, "Đây là tài liệu tối mật của Đảng ủy.", "Văn bản này thuộc loại tuyệt mật", "Độ mật: Mật", "Độ mật: Tối mật", "Mức độ mật - Mật", "Độ mật (Mật)",
		"TUYỆTMẬT", "TUYET MAT", "TOI MAT", "TỐI\nMẬT", "[Mật] Kế hoạch bảo vệ", "(mật)")
	return all
}

func spread(s, between string) string {
	var letters []string
	for _, r := range norm.NFC.String(s) {
		if r != ' ' {
			letters = append(letters, string(r))
		}
	}
	return strings.Join(letters, between)
}

func TestMarksInNames(t *testing.T) {
	for _, name := range []string{
		"MẬT - Kế hoạch.docx", "Báo cáo mật.docx", "KH 05 (MẬT).pdf", "TUYỆT_MẬT.pdf", "bao-cao-toi-mat.pdf", "TUYET MAT 2026.docx", "(MAT) bao cao.docx",
		"tài liệu tối mật.odt", "tai_lieu_mat.docx", "05-BC-CB-MẬT.pdf", norm.NFD.String("Tối mật.pdf"),
	} {
		if CheckText(name, "") == nil {
			t.Errorf("%s passed", name)
		}
	}
	for _, name := range []string{
		"Quy chế bảo mật.docx", "bảo-mật thông tin.pdf", "BẢO_MẬT.xlsx", "Bảo vệ bí mật nhà nước.pdf", "mật độ dân số.xlsx", "Danh sach co mat.xlsx", "MAT TRAN TO QUOC.docx",
		"giay-ra-mat.pdf", "Viêm túi mật.docx", "Mật khẩu wifi.docx", "bao mat.docx", "Quan hệ mật thiết.odt",
	} {
		if CheckText(name, "") != nil {
			t.Errorf("%s refused", name)
		}
	}
}

// decoys are sentences with everyday words.
func decoys() []string {
	words := []string{
		"bảo mật", "bí mật kinh doanh", "bí mật nhà nước", "mật độ dân số", "mật thiết", "mật khẩu", "mật mã", "mật ong", "thân mật", "cơ mật", "túi mật", "gan mật",
		"ống mật", "đường mật", "mật vụ", "trăng mật", "tuyệt đối bí mật", "tuyệt đối bảo mật", "sỏi mật", "kín mật",
	}
	frames := []string{
		"Đảng viên thực hiện tốt công tác %s trong quý II.", "%s", "1. Về %s:", "Nội dung\t%s\tGhi chú", "QUY ĐỊNH VỀ %s", "Giữ gìn %s, gắn bó với Nhân dân.", "Buổi tối %s xe giảm.",
		"Hội nghị thảo luận về (%s) và các nội dung khác.", "“%s”", "- %s;", "Lưu hành nội bộ, yêu cầu %s.",
	}
	var all []string
	for i, w := range words {
		for j, f := range frames {
			s := fmt.Sprintf(f, w)
			if (i+j)%3 == 0 || strings.ToUpper(f) == f {
				s = strings.ToUpper(s)
			}
			all = append(all, s)
		}
	}
	return append(all, "QUY CHẾ BẢO\nMẬT THÔNG TIN CỦA CHI BỘ", "B Ả O M Ậ T", "Vị trí trọng yếu, cơ\nmật của đơn vị", "Danh mục bí mật nhà nước độ Tối mật do Thủ tướng ban hành.",
		"Trường hợp tiết lộ tài liệu mật thì bị xử lý kỷ luật.", "Đồng chí gắn bó mật thiết với nhân dân, giữ mật khẩu cá nhân.", "Mặt trận Tổ quốc ra mắt ban vận động", "DANH SÁCH CÓ MẶT", "Nhiệt độ: 30, mật độ: 12")
}

// safety S15: at most 2 % of the decoys are refused.
func TestDecoysPass(t *testing.T) {
	all, refused := decoys(), 0
	if len(all) < 200 {
		t.Fatalf("only %d decoys", len(all))
	}
	for _, s := range all {
		for _, form := range []norm.Form{norm.NFC, norm.NFD} {
			if CheckText("", form.String(s)) != nil {
				t.Logf("refused: %q", s)
				refused++
			}
		}
	}
	if refused*100 > 2*2*len(all) {
		t.Errorf("%d of %d refused", refused, 2*len(all))
	}
}

// Papers written in the fonts of the time before Unicode.
func TestMarksInLegacyFonts(t *testing.T) {
	for _, text := range []string{"mËt", "tèi mËt", "MAÄT", "TUYEÄT MAÄT"} {
		if CheckText("", text) == nil {
			t.Errorf("%s passed", text)
		}
	}
}

func TestMarkIsNeverRepeated(t *testing.T) {
	err := CheckText("", "TUYỆT MẬT: kế hoạch")
	if err == nil || strings.Contains(err.Error(), "kế hoạch") {
		t.Errorf("the fault tells what the file holds: %v", err)
	}
}
