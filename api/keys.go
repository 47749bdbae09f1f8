package api

import (
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"sync"
	"time"

	"github.com/gofrs/flock"

	"github.com/samband/samband/graph"
)

// Scope is what a key allows.
type Scope string

// The scopes. Curate and Ingest include Read, Admin includes all.
const (
	ScopeRead   Scope = "read"   // search and read, where that takes a key
	ScopeCurate Scope = "curate" // merge, split, rename, retype, reject, accept, note, undo
	ScopeIngest Scope = "ingest" // add documents
	ScopeAdmin  Scope = "admin"  // remove documents
)

// Scopes lists all scopes in their canonical order.
func Scopes() []Scope { return []Scope{ScopeRead, ScopeCurate, ScopeIngest, ScopeAdmin} }

// keyPrefix tells people and secret scanners what a key is for.
const keyPrefix = "smb_"

// keyBytes is how much of a key is random: nobody guesses it, so that one round
// of SHA-256 is enough to store it.
const keyBytes = 32

// Key is the permission of one person or program.
type Key struct {
	ID      string    `json:"id"`   // not secret
	Name    string    `json:"name"` // whose it is; decisions made with it are by this name
	Scopes  []Scope   `json:"scopes"`
	Hash    string    `json:"hash"` // SHA-256 of the key, in hex
	Created time.Time `json:"created"`
	Expires time.Time `json:"expires,omitzero"` // zero is never
	Revoked time.Time `json:"revoked,omitzero"` // zero is not
}

// Valid reports whether the key may be used at a time.
func (k *Key) Valid(at time.Time) bool {
	return k.Revoked.IsZero() && (k.Expires.IsZero() || at.Before(k.Expires))
}

// Allows reports whether the key has a scope, by itself or through a wider one.
func (k *Key) Allows(scope Scope) bool {
	return slices.Contains(k.Scopes, scope) || slices.Contains(k.Scopes, ScopeAdmin) || scope == ScopeRead && len(k.Scopes) > 0
}

// Keys is a file of keys. It holds no key itself, only their hashes. Several
// processes may use one file; what one changes the others see at once.
type Keys struct {
	path string

	mu     sync.Mutex
	loaded fs.FileInfo // of the file that known was read from, nil for none
	known  []Key
}

// OpenKeys returns the keys in the file, which need not exist.
func OpenKeys(path string) *Keys { return &Keys{path: path} }

// List returns all keys in the order in which they were made, revoked and
// expired ones too.
func (k *Keys) List() ([]Key, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if err := k.load(); err != nil {
		return nil, err
	}
	return slices.Clone(k.known), nil
}

// load reads the file where it is another than the one read before.
func (k *Keys) load() error {
	info, err := os.Stat(k.path)
	if errors.Is(err, fs.ErrNotExist) {
		k.loaded, k.known = nil, nil
		return nil
	}
	if err != nil {
		return fmt.Errorf("read keys: %w", err)
	}
	if k.loaded != nil && os.SameFile(info, k.loaded) && info.ModTime().Equal(k.loaded.ModTime()) && info.Size() == k.loaded.Size() {
		return nil
	}
	data, err := os.ReadFile(k.path)
	if err != nil {
		return fmt.Errorf("read keys: %w", err)
	}
	var known []Key
	if err := json.Unmarshal(data, &known); err != nil {
		return fmt.Errorf("read keys: %s: %w", k.path, err)
	}
	k.loaded, k.known = info, known
	return nil
}

// Find returns the key that a token is, and false for one that is unknown,
// revoked or expired at the time.
func (k *Keys) Find(token string, at time.Time) (Key, bool, error) {
	keys, err := k.List()
	if err != nil {
		return Key{}, false, err
	}
	hash := []byte(hashToken(token))
	for _, key := range keys {
		if subtle.ConstantTimeCompare(hash, []byte(key.Hash)) == 1 {
			return key, key.Valid(at), nil
		}
	}
	return Key{}, false, nil
}

func hashToken(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}

// Create makes a key and returns it with its token, which is shown this once
// and stored nowhere.
func (k *Keys) Create(name string, scopes []Scope, expires time.Time) (key Key, token string, err error) {
	for _, scope := range scopes {
		if !slices.Contains(Scopes(), scope) {
			return Key{}, "", fmt.Errorf("unknown scope %q; choose among %v", scope, Scopes())
		}
	}
	secret := make([]byte, keyBytes)
	if _, err := rand.Read(secret); err != nil {
		return Key{}, "", fmt.Errorf("make key: %w", err)
	}
	token = keyPrefix + base64.RawURLEncoding.EncodeToString(secret)
	key = Key{Name: name, Scopes: scopes, Hash: hashToken(token), Created: time.Now().UTC().Truncate(time.Second), Expires: expires.UTC()}
	key.ID = "k:" + key.Hash[:8]
	return key, token, k.change(func(keys []Key) ([]Key, error) { return append(keys, key), nil })
}

// Revoke ends a key for ever; graph.ErrNotFound, wrapped, where there is none
// with the id.
func (k *Keys) Revoke(id string) error {
	return k.change(func(keys []Key) ([]Key, error) {
		at := slices.IndexFunc(keys, func(key Key) bool { return key.ID == id })
		if at < 0 {
			return nil, fmt.Errorf("key %q: %w", id, graph.ErrNotFound)
		}
		if keys[at].Revoked.IsZero() {
			keys[at].Revoked = time.Now().UTC().Truncate(time.Second)
		}
		return keys, nil
	})
}

// change replaces the file, one process after the other.
func (k *Keys) change(edit func([]Key) ([]Key, error)) (err error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	lock := flock.New(k.path + ".lock")
	if err := lock.Lock(); err != nil {
		return fmt.Errorf("lock keys: %w", err)
	}
	defer func() { err = errors.Join(err, lock.Unlock()) }()
	if err := k.load(); err != nil {
		return err
	}
	keys, err := edit(slices.Clone(k.known))
	if err != nil {
		return err
	}
	data, err := json.MarshalIndent(keys, "", " ")
	if err != nil {
		return fmt.Errorf("write keys: %w", err)
	}
	k.loaded = nil
	if err := os.WriteFile(k.path+".new", append(data, '\n'), 0o600); err != nil {
		return fmt.Errorf("write keys: %w", err)
	}
	if err := os.Rename(k.path+".new", k.path); err != nil {
		return fmt.Errorf("write keys: %w", err)
	}
	return nil
}
