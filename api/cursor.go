package api

import (
	"encoding/base64"
	"fmt"
	"strconv"
	"strings"

	"github.com/samband/samband/search"
)

// offsetToken tells tokens of this form from others.
const offsetToken = "offset:"

func encodeOffset(offset int) string {
	return base64.RawURLEncoding.EncodeToString([]byte(offsetToken + strconv.Itoa(offset)))
}

func decodeOffset(token string) (int, error) {
	decoded, err := base64.RawURLEncoding.DecodeString(token)
	if err == nil {
		var offset int
		if number, ok := strings.CutPrefix(string(decoded), offsetToken); ok {
			if offset, err = strconv.Atoi(number); err == nil && offset >= 0 {
				return offset, nil
			}
		}
	}
	return 0, fmt.Errorf("%w: cursor %q is not one of ours; take it from next of the answer before", search.ErrBadRequest, token)
}
