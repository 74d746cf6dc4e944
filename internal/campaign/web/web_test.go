package web_test

import (
	"net/url"
	"strings"
	"testing"

	"chibo/internal/access"
	"chibo/internal/campaign"
	"chibo/internal/figure"
	"chibo/internal/webtest"
)

// E1, E2: the committee launches the theme of the year, a cell receives it, issues its
// programme, a member studies, and the committee sees numbers; halted half-way everything
// stays to be read and nothing is changed.
func TestCascade(t *testing.T) {
	v := webtest.NewVisit(t)
	committee, own := v.Places["parent"], v.Own
	above, unit := "?unit="+string(committee.Unit), "?unit="+string(own.Unit)
	theme := "/campaign/theme/" + committee.Params["campaigntheme"]
	of := "/campaign/of/" + committee.Params["campaign"]

	v.Says(v.Page(access.Officer, theme+above), "Nêu cao tinh thần trách nhiệm")
	if got := v.By(access.Secretary).Get(theme + unit); !got.Refused() {
		t.Errorf("a planned theme is seen below: %d", got.Status)
	}
	v.Goes(v.Fill(access.Officer, theme+above, theme+"/launch", nil), "launching")

	// A cell: received, an item, issued; the fault of an empty item keeps what was typed.
	v.Goes(v.Fill(access.Secretary, theme+unit, theme+"/receive", nil), "receiving")
	bad := v.Fill(access.Secretary, theme+"/item"+unit, theme+"/item", url.Values{"owner": {"Tổ tiếp đón"}})
	if doc := bad.Doc(t); bad.Status != 422 || doc.Find(".field-bad").Length() != 1 || doc.Find("[name=owner]").AttrOr("value", "") != "Tổ tiếp đón" {
		t.Errorf("an item without content: %d", bad.Status)
	}
	v.Goes(v.Fill(access.Secretary, theme+"/item"+unit, theme+"/item", url.Values{"content": {"Sắp xếp khu tiếp đón"}, "owner": {"Tổ tiếp đón"}}), "an item")
	v.Says(v.Page(access.Officer, theme+"/programme"+unit), "Chương trình chưa ban hành")
	v.Goes(v.Fill(access.Secretary, theme+"/issue"+unit, theme+"/issue", url.Values{"number": {"02-CTr/CB"}, "on": {"20/05/2026"}}), "issuing")

	// A member says that he has studied; the committee sees one of so many, and no name.
	v.Goes(v.By(access.Member).Post("/step/theme/"+committee.Params["campaigntheme"]+"/studied"+unit, nil), "studied")
	if _, err := figure.NewFolder(v.App.DB).Fold(t.Context()); err != nil {
		t.Fatal(err)
	}
	page := v.Page(access.Officer, theme+above)
	v.Says(page, "1/3 đã ban hành", "02-CTr/CB", "Đã học tập")
	if text := page.Find("main").Text(); !strings.Contains(text, "Chi bộ Trạm Y tế") || strings.Contains(text, "Nguyễn Văn") {
		t.Errorf("the coverage: %s", text)
	}
	v.Says(v.Page(access.Officer, theme+"/programmes"+above), "1/3 tổ chức đảng đã ban hành", "1/3 đã tiếp nhận")
	v.Says(v.Page(access.Officer, theme+"/programme"+unit), "Sắp xếp khu tiếp đón")

	// Halted half-way.
	v.Goes(v.Fill(access.Officer, of+"/halt", of+"/halt", url.Values{"reason": {"Chỉ thị đã được thu hồi"}}), "halting")
	v.Says(v.Page(access.Secretary, theme+"/programme"+unit), "Sắp xếp khu tiếp đón")
	for _, path := range []string{theme + "/revise", "/step/theme/" + committee.Params["campaigntheme"] + "/remind"} {
		if got := v.By(access.Secretary).Post(path+unit, url.Values{"_version": {"4"}, "step": {"study"}}); got.Status != 422 {
			t.Errorf("%s while halted: %d", path, got.Status)
		}
	}
	if href := campaign.ThemeHref(campaign.ThemeID(committee.Params["campaigntheme"]), own.Unit); v.By(access.Member).Get(href).Status != 200 {
		t.Error("a halted theme is not read by members")
	}
}
