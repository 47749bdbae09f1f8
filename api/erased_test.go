package api

import (
	"errors"
	"net/http"
	"testing"
)

func TestErasedIsGone(t *testing.T) {
	s := &Server{erased: func(id string) bool { return id == "person:a" }}
	if err := s.gone("person:a"); !errors.Is(err, errErased) || classify(err).status != http.StatusGone || classify(err).slug != "erased" {
		t.Errorf("gone(person:a) = %v", err)
	}
	if err := s.gone("person:b"); err != nil {
		t.Errorf("gone(person:b) = %v", err)
	}
	if err := new(Server).gone("person:a"); err != nil {
		t.Errorf("where nobody was erased: %v", err)
	}
}
