package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
)

// changed is a file of v5, as it must be found, and its edits.
type changed struct {
	file   string
	sha256 string
	edits  []edit
}

// edit puts one text in the place of another, which the file has once.
type edit struct{ old, new string }

// A draft keeps the means to make its metaschema. The compiler that makes one must find
// none, as it did when all were made before main: v5 bootstraps itself by that. Every
// other compiler waits for the one that is making it.
var changes = []changed{
	{"draft.go", "8a5cd15d8dea00c8d363cc6c355b0863dc20983b8007b2c96963861e57f38b3f", []edit{
		{"\t\"strings\"\n)", "\t\"strings\"\n\t\"sync\"\n)"},
		{"\tmeta         *Schema\n", "\tmeta         *Schema // of the next two, made once\n\tmetaURL      string  // empty for a Draft that is none of these\n" +
			"\tmetaText     string\n\tmetaOnce     sync.Once\n"},
		{"\tc := NewCompiler()\n\tc.AssertFormat = true\n", "\td.metaURL, d.metaText = url, schema\n}\n\n" +
			"func (d *Draft) makeMeta() {\n\turl, schema := d.metaURL, d.metaText\n\tc := NewCompiler()\n\tc.making = d\n\tc.AssertFormat = true\n"},
	}},
	{"compiler.go", "375d42bbf370e01a665fa540734d50c2985876b1cdaf1fa1daf2518922f1cd14", []edit{
		{"\tAssertContent bool\n}\n", "\tAssertContent bool\n\n\tmaking *Draft // whose metaschema this compiler compiles\n}\n\n" +
			"// metaOf is the metaschema of a draft, nil while this compiler makes it.\n" +
			"func (c *Compiler) metaOf(d *Draft) *Schema {\n\tif d == c.making || d.metaURL == \"\" {\n\t\treturn nil\n\t}\n\td.metaOnce.Do(d.makeMeta)\n\treturn d.meta\n}\n"},
		{"\tif d := findDraft(url); d != nil && d.meta != nil {\n\t\treturn d.meta, nil\n\t}\n",
			"\tif d := findDraft(url); d != nil {\n\t\tif meta := c.metaOf(d); meta != nil {\n\t\t\treturn meta, nil\n\t\t}\n\t}\n"},
		{"s.meta = d.meta\n", "s.meta = c.metaOf(d)\n"},
		{"validate(r.draft.meta)", "validate(c.metaOf(r.draft))"},
	}},
}

// notice is what the licence asks of a changed file.
const notice = "// Changed by actionctl: metaschemas are compiled when they are first asked for.\n\n"

// apply is the text of the file after its edits.
func (c changed) apply(text string) (string, error) {
	if sum := sha256.Sum256([]byte(text)); hex.EncodeToString(sum[:]) != c.sha256 {
		return "", fmt.Errorf("%s of %s %s has the SHA-256 %x, not %s; it is not the file that the edits were written for: run go mod verify",
			c.file, modulePath, moduleVersion, sum, c.sha256)
	}
	for _, e := range c.edits {
		if n := strings.Count(text, e.old); n != 1 {
			return "", fmt.Errorf("%s: the text to be changed is there %d times, not once; put packaging/lazymeta/edits.go right:\n%s", c.file, n, e.old)
		}
		text = strings.Replace(text, e.old, e.new, 1)
	}
	return notice + text, nil
}
