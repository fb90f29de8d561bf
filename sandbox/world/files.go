package world

import (
	"encoding/base64"
	"encoding/json"
	"path"
	"strconv"
	"strings"
	"time"
)

// File is what an answer has of a file.
type File struct {
	Data     []byte
	Modified time.Time
	Dir      bool
}

// MaxFile is the largest file that a sandbox keeps, in bytes.
const MaxFile = 64 << 20

// files does what actions on files do.
func (d *doing) files() (Answer, *Problem) {
	switch d.part.Role {
	case FileAppend:
		return d.fileAppend()
	case FileClose:
		return d.fileClose()
	}
	if no := d.absolute(); no != nil {
		return Answer{}, no
	}
	name := cleaned(text(get(d.call.Params, d.part.Key[0])))
	switch d.part.Role {
	case FileWrite:
		return d.fileWrite(name)
	case FileOpen:
		return d.fileOpen(name)
	case FileMkdir:
		return Answer{}, d.folders(name)
	case FileList:
		return d.fileList(name)
	case FileDelete:
		return Answer{}, d.fileDelete(name)
	case FileMove:
		return Answer{}, d.fileMove(name, cleaned(text(get(d.call.Params, d.words.To))))
	}
	it, no := d.fileAt(name)
	if no != nil {
		return Answer{}, no
	}
	if d.words.Folder && !it.Dir {
		return Answer{}, d.noFile(name)
	}
	if d.part.Role == FileStat {
		return Answer{Item: d.told(it), At: d.part.At}, nil
	}
	if it.Dir {
		return Answer{}, invalid("%s is a directory", name)
	}
	a := Answer{Item: d.told(it), At: d.part.At, File: &File{Data: it.Data, Modified: began}}
	return a, nil
}

// absolute refuses paths from nowhere. The example of a parameter is one of the seeds.
func (d *doing) absolute() *Problem {
	for _, path := range []string{d.part.Key[0], d.words.To} {
		name := text(get(d.call.Params, path))
		if d.c.words.Files.Absolute && path != "" && !strings.HasPrefix(strings.TrimPrefix(name, "dbfs:"), "/") && !d.isExample(path, name) {
			return invalid("Path must be absolute: %s; begin it with /", name)
		}
	}
	return nil
}

// cleaned is a path in one form.
func cleaned(name string) string {
	name = strings.TrimPrefix(name, "dbfs:")
	return path.Clean("/" + name)
}

// fileAt is the file or folder at a path. The example of the parameter is the first
// seeded one.
func (d *doing) fileAt(name string) (*Item, *Problem) {
	if name == "/" {
		return &Item{Key: []string{"/"}, Dir: true}, nil
	}
	if it := d.c.find([]string{name}); it != nil {
		return it, nil
	}
	if d.isExample(d.part.Key[0], name) && len(d.c.First) > 0 {
		first := d.c.First[0]
		if d.words.Folder || d.part.Role == FileList {
			first = path.Dir(first)
		}
		if it := d.c.find([]string{first}); it != nil {
			return it, nil
		}
	}
	return nil, d.noFile(name)
}

func (d *doing) noFile(name string) *Problem {
	no := noItem(&Collection{Items: d.c.Items, words: KindWords{Noun: "Path"}}, []string{name})
	if len(d.c.Items) == 0 {
		no.Message = "Path " + name + " does not exist"
	}
	return no
}

// told is what is said of a file.
func (d *doing) told(it *Item) map[string]any {
	w := d.c.words.Files
	out := map[string]any{}
	for name, v := range it.Fields {
		out[name] = v
	}
	put(out, w.Path, it.Key[0])
	if w.Name != "" {
		put(out, w.Name, path.Base(it.Key[0]))
	}
	if w.IsDir != "" {
		put(out, w.IsDir, it.Dir)
	}
	if w.Size != "" && !it.Dir {
		put(out, w.Size, json.Number(strconv.Itoa(len(it.Data))))
	}
	if w.Modified != "" {
		put(out, w.Modified, json.Number(strconv.FormatInt(began.UnixMilli(), 10)))
	}
	if w.Type != "" {
		put(out, w.Type, w.Types[map[bool]string{true: "folder", false: "file"}[it.Dir]])
	}
	return out
}

func (d *doing) fileWrite(name string) (Answer, *Problem) {
	data := d.call.Upload
	if d.words.Content != "" {
		var no *Problem
		if data, no = d.bytes(); no != nil {
			return Answer{}, no
		}
	}
	return Answer{}, d.store(name, data, get(d.call.Params, d.words.Overwrite) == true)
}

// bytes are those that the request has in text.
func (d *doing) bytes() ([]byte, *Problem) {
	content := text(get(d.call.Params, d.words.Content))
	if !d.words.Base64 {
		return []byte(content), nil
	}
	data, err := base64.StdEncoding.DecodeString(content)
	if err != nil {
		return nil, invalid("%s is not base64: %s", d.words.Content, err)
	}
	return data, nil
}

func (d *doing) fileList(name string) (Answer, *Problem) {
	it, no := d.fileAt(name)
	if no != nil {
		return Answer{}, no
	}
	list := []any{}
	if !it.Dir {
		list = append(list, d.told(it))
	}
	for _, other := range d.c.Items {
		if it.Dir && path.Dir(other.Key[0]) == it.Key[0] {
			list = append(list, d.told(other))
		}
	}
	return Answer{At: d.part.At, List: list, IsList: true}, nil
}

// seedFiles puts a folder with some files into a fresh collection.
func (w *World) seedFiles(c *Collection) {
	if w.seeds == 0 {
		return
	}
	c.add(&Item{Key: []string{"/example"}, Fields: map[string]any{}, Dir: true, Seed: true})
	for i := range w.seeds {
		key := []string{nth("/example/file", i)}
		if i == 0 {
			c.First = key
		}
		c.add(&Item{Key: key, Fields: map[string]any{}, Data: []byte("example content from the sandbox\n"), Seed: true})
	}
}
