package sample

import (
	"context"
	"maps"

	"chibo/internal/access"
	"chibo/internal/account"
	"chibo/internal/db"
	"chibo/internal/member"
	"chibo/internal/notify"
	"chibo/internal/org"
)

// Password opens every account of the sample. Whoever reads this knows it:
// the sample belongs on the machine of the one who looks at it.
const Password = "chi-bo-mau-2026!"

// Login is an account of the sample.
type Login struct {
	Username string
	Role     access.Role
	Unit     string // name of the organisation, "" for the administrator
	holder   holder
}

// holder is whose account it is: a person of a unit, counted from 0. The
// administrator belongs to none.
type holder struct {
	code   string
	person int
	over   string // code of the unit of a granted role
}

// logins are the accounts of the sample: every role in S0, and who leads the
// other organisations.
var logins = []Login{
	{"quantri", access.Administrator, "", holder{}},
	{"canbo", access.Officer, "Đảng bộ Cơ quan", holder{code: "S0-VP", person: 3, over: "S0-CT"}},
	{"bithu", access.Secretary, "Chi bộ Trạm Y tế", holder{code: "S0", person: 0}},
	{"phobithu", access.Deputy, "Chi bộ Trạm Y tế", holder{code: "S0", person: 1}},
	{"chiuyvien", access.CommitteeMember, "Chi bộ Trạm Y tế", holder{code: "S0", person: 2}},
	{"dangvien", access.Member, "Chi bộ Trạm Y tế", holder{code: "S0", person: 3}},
	{"dangvien2", access.Member, "Chi bộ Trạm Y tế", holder{code: "S0", person: 4}},
	{"dangvien3", access.Member, "Chi bộ Trạm Y tế", holder{code: "S0", person: 5}},
	{"dubi", access.Probationary, "Chi bộ Trạm Y tế", holder{code: "S0", person: 13}},
	{"doanthanhnien", access.MassOfficer, "Chi đoàn Trạm Y tế", holder{code: "S0.DTN", person: 0}},
	{"doanvien", access.MassMember, "Chi đoàn Trạm Y tế", holder{code: "S0.DTN", person: 1}},
	{"canbo-s1", access.Officer, "Đảng bộ Sở Y tế", holder{code: "S1.01", person: 3, over: "S1"}},
	{"bithu-s1", access.Secretary, "Chi bộ Văn phòng Sở", holder{code: "S1.01", person: 0}},
	{"bithu-s2", access.Secretary, "Chi bộ Bệnh viện Đa khoa khu vực", holder{code: "S2", person: 0}},
	{"bithu-s3", access.Secretary, "Chi bộ Bệnh viện Mắt", holder{code: "S3", person: 0}},
	{"bithu-s4", access.Secretary, "Chi bộ Trung tâm Đối soát", holder{code: "S4", person: 0}},
}

// open lists what makes the accounts.
func (s Services) open(ctx context.Context, names *registry, houses []*house) (jobs []func() error) {
	people, units := map[string][]person{}, map[string]org.ID{}
	for _, h := range houses {
		maps.Copy(people, h.people)
		maps.Copy(units, h.units)
	}
	administrator := names.name("male")
	for _, l := range logins {
		jobs = append(jobs, func() error {
			if l.Role == access.Administrator {
				id, err := s.alone(ctx, administrator)
				if err != nil {
					return err
				}
				return s.openOne(ctx, l, id, "")
			}
			return s.openOne(ctx, l, people[l.holder.code][l.holder.person].id, units[l.holder.over])
		})
	}
	return jobs
}

// past marks what the holders of accounts were told so far as read: it lies
// behind. What follows is new to them.
func (s Services) past(ctx context.Context, houses []*house) error {
	if s.Notices == nil {
		return nil
	}
	people := map[string][]person{}
	for _, h := range houses {
		maps.Copy(people, h.people)
	}
	return together(each(logins, func(l Login) error {
		if l.Role == access.Administrator {
			return nil
		}
		return s.Notices.ReadAll(ctx, as(people[l.holder.code][l.holder.person].id), notify.ID(db.NewID()))
	}))
}

func (s Services) openOne(ctx context.Context, l Login, holder member.ID, over org.ID) error {
	id, err := s.Accounts.Open(ctx, access.Console, account.Opening{Person: holder, Username: l.Username, Password: Password})
	if err != nil || l.Role != access.Administrator && l.Role != access.Officer {
		return err
	}
	_, err = s.Accounts.Grant(ctx, access.Console, id, l.Role, over)
	return err
}

// alone enters somebody who belongs to no organisation.
func (s Services) alone(ctx context.Context, name string) (id member.ID, err error) {
	err = s.DB.Write(ctx, access.Console, func(tx *db.Tx) error {
		id, err = s.Members.EnterAloneTx(tx, access.Console, name)
		return err
	})
	return id, err
}

// markUnit is the committee that no other installation has. Its working
// regulation is written last: it tells a finished sample from one that broke
// off.
const markUnit = "S0-CT"

func (s Services) seal(ctx context.Context, unit org.ID) error {
	return s.Orgs.Regulate(ctx, access.Console, unit, org.Regulation{Body: sealed, From: founded})
}

const sealed = "QUY CHẾ LÀM VIỆC\n\nĐiều 1. Đảng ủy họp mỗi tháng một lần, cho ý kiến về nội dung sinh hoạt của các chi bộ trực thuộc.\n" +
	"Điều 2. Mỗi đảng ủy viên theo dõi một chi bộ và dự sinh hoạt ít nhất mỗi quý một lần.\n" +
	"Điều 3. Các chi bộ báo cáo kết quả sinh hoạt trong năm ngày làm việc."
