package term_test
import ("testing";"fmt";"os";"strings";"syscall";"github.com/samband/samband/corpus";"github.com/samband/samband/corpus/swedish";"github.com/samband/samband/ingest/extract/term";"github.com/samband/samband/ingest/extract/reference")
func cpu() float64 { var r syscall.Rusage; syscall.Getrusage(0,&r); return float64(r.Utime.Sec)+float64(r.Utime.Usec)/1e6+float64(r.Stime.Sec)+float64(r.Stime.Usec)/1e6 }
func TestSpeed(t *testing.T){ f,_:=term.New(); b,_:=os.ReadFile("/tmp/interp.txt"); s:=string(b[:8000000]); parts:=strings.Split(s,"\n### "); swedish.Lemma("x")
 for round:=range 2 {
 c:=cpu(); for _,d:=range parts { f.Find(&corpus.Text{Canonical:d},&corpus.Structure{},nil) }; c1:=cpu(); for _,d:=range parts { reference.Find(&corpus.Text{Canonical:d},&corpus.Structure{}) }; c2:=cpu()
 for _,d:=range parts { swedish.Tokenize(d) }; c3:=cpu()
 fmt.Printf("round %d term %.1f MB/s reference %.1f tokenize %.1f\n",round,8/(c1-c),8/(c2-c1),8/(c3-c2)) } }
