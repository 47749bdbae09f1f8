package samband_test

import (
	"os"
	"path"
	"regexp"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
)

// compose is what the test reads of docker-compose.yml.
type compose struct {
	Services map[string]struct {
		Image       string            `yaml:"image"`
		Build       string            `yaml:"build"`
		Command     []string          `yaml:"command"`
		Environment map[string]string `yaml:"environment"`
		Ports       []string          `yaml:"ports"`
		Volumes     []string          `yaml:"volumes"`
		Healthcheck struct {
			Test []string `yaml:"test"`
		} `yaml:"healthcheck"`
		DependsOn map[string]struct {
			Condition string `yaml:"condition"`
		} `yaml:"depends_on"`
	} `yaml:"services"`
	Volumes map[string]any `yaml:"volumes"`
}

func readFile(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestComposeFile(t *testing.T) {
	var file compose
	if err := yaml.Unmarshal([]byte(readFile(t, "docker-compose.yml")), &file); err != nil {
		t.Fatal(err)
	}
	neo4j, samband := file.Services["neo4j"], file.Services["samband"]
	if !strings.HasPrefix(neo4j.Image, "neo4j:5.26") || !strings.Contains(neo4j.Image, "community") {
		t.Errorf("neo4j image %q", neo4j.Image)
	}
	if auth := neo4j.Environment["NEO4J_AUTH"]; !strings.Contains(auth, "${NEO4J_PASSWORD:?") {
		t.Errorf("the password is %q, not from the environment", auth)
	}
	if len(neo4j.Healthcheck.Test) == 0 || samband.DependsOn["neo4j"].Condition != "service_healthy" {
		t.Error("samband does not wait for a healthy neo4j")
	}
	if samband.Build != "." {
		t.Errorf("samband is built from %q", samband.Build)
	}
	for name, service := range file.Services {
		for _, port := range service.Ports {
			if !strings.HasPrefix(port, "127.0.0.1:") {
				t.Errorf("%s opens %s beyond loopback", name, port)
			}
		}
		for _, volume := range service.Volumes {
			if named, _, _ := strings.Cut(volume, ":"); file.Volumes != nil {
				if _, declared := file.Volumes[named]; !declared {
					t.Errorf("%s uses undeclared volume %s", name, named)
				}
			}
		}
	}
}

// TestDockerfileCopiesWhatIsThere holds the paths of the build stage against
// the tree: all it copies exists, and every package of the program is copied.
func TestDockerfileCopiesWhatIsThere(t *testing.T) {
	text := readFile(t, "Dockerfile")
	copied := map[string]bool{}
	for _, match := range regexp.MustCompile(`(?m)^COPY ([^-\n].*) (\S+)$`).FindAllStringSubmatch(text, -1) {
		for name := range strings.FieldsSeq(match[1]) {
			if _, err := os.Stat(name); err != nil {
				t.Errorf("copies %s: %v", name, err)
			}
			copied[name] = true
		}
	}
	for dir := range imports(t) {
		if top, _, _ := strings.Cut(dir, "/"); !copied[top] {
			t.Errorf("package %s is not copied into the image", path.Clean(dir))
		}
	}
	stages := regexp.MustCompile(`(?m)^FROM (\S+)`).FindAllStringSubmatch(text, -1)
	if len(stages) != 2 || !strings.Contains(stages[1][1], "nonroot") {
		t.Errorf("stages %v: want a build and a shell-free image that is not root", stages)
	}
	if !strings.Contains(text, "USER nonroot") || !strings.Contains(text, "CGO_ENABLED=0") {
		t.Error("the image is not rootless or the binary not static")
	}
}
