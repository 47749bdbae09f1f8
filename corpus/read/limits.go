package read

import "cmp"

// OrDefault returns the limits with every field that is zero set to its
// default.
func (l Limits) OrDefault() Limits {
	d := DefaultLimits()
	return Limits{
		Bytes:        cmp.Or(l.Bytes, d.Bytes),
		TextBytes:    cmp.Or(l.TextBytes, d.TextBytes),
		Pages:        cmp.Or(l.Pages, d.Pages),
		ArchiveBytes: cmp.Or(l.ArchiveBytes, d.ArchiveBytes),
		ArchiveRatio: cmp.Or(l.ArchiveRatio, d.ArchiveRatio),
		ArchiveFiles: cmp.Or(l.ArchiveFiles, d.ArchiveFiles),
		Nesting:      cmp.Or(l.Nesting, d.Nesting),
	}
}
