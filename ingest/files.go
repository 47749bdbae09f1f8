package ingest

import "github.com/samband/samband/corpus/archive"

// unknownRecords marks the begin of a file, when nobody knows how many records
// it holds.
const unknownRecords = -1

// fileMark tells commit that the reading of a file begins or has ended.
type fileMark struct {
	file    string
	records int // unknownRecords at the begin
}

// openFile is a file that was begun and whose records are not all committed.
// Until they are, the ledger says so: otherwise a run that ends on the way
// would leave a file that looks unchanged to the next one, which would then
// never read the rest.
type openFile struct {
	records   int // unknownRecords until the file is read to its end
	committed int
	noted     bool // whether the ledger says that the file is not whole
}

// unfinished is what the ledger says of a file that is not read to its end.
const unfinished = "not read to its end (ingest it again)"

// follow counts what becomes of the files begun.
func (r *run) follow(change *archive.Commit, p prepared) {
	switch file := r.open[p.entry.File]; {
	case p.mark == nil && p.record && file != nil:
		file.committed++
	case p.mark == nil:
	case p.mark.records == unknownRecords:
		change.Retried = append(change.Retried, archive.File{Collection: r.job.Collection, Name: p.mark.file})
		r.open[p.mark.file] = &openFile{records: unknownRecords}
	default:
		r.open[p.mark.file].records = p.mark.records
	}
}

// noteOpen makes the ledger say which files are not whole after the change.
func (r *run) noteOpen(change *archive.Commit) {
	for name, file := range r.open {
		note := archive.Entry{Collection: r.job.Collection, Source: name + "#", File: name, Error: name + ": " + unfinished}
		switch {
		case file.committed == file.records:
			delete(r.open, name)
			if file.noted {
				change.Forgotten = append(change.Forgotten, archive.File{Collection: note.Collection, Name: note.Source})
			}
		case !file.noted:
			file.noted = true
			change.Entries = append(change.Entries, note)
		}
	}
}
