package corpus

import "unicode/utf8"

// CodePoints converts a byte span of text into Unicode code points, the unit
// of W3C selectors. The span must be valid in text.
func (s Span) CodePoints(text string) Span {
	start := utf8.RuneCountInString(text[:s.Start])
	return Span{Start: start, End: start + utf8.RuneCountInString(text[s.Start:s.End])}
}

// UTF16 converts a byte span of text into UTF-16 code units, the unit of
// browser selections. The span must be valid in text.
func (s Span) UTF16(text string) Span {
	start := utf16Length(text[:s.Start])
	return Span{Start: start, End: start + utf16Length(text[s.Start:s.End])}
}

func utf16Length(text string) int {
	units := 0
	for _, r := range text {
		units++
		if r > 0xFFFF {
			units++
		}
	}
	return units
}
