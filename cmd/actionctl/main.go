package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/actionctl/connector/registry"
	"github.com/actionctl/connector/schema"
)

func main() {
	switch os.Args[1] {
	case "fmt":
		n := 0
		for _, dir := range os.Args[2:] {
			filepath.Walk(dir, func(p string, i os.FileInfo, err error) error {
				if filepath.Ext(p) != ".yaml" {
					return nil
				}
				t, _ := os.ReadFile(p)
				out, err := registry.Canonical(filepath.ToSlash(p), t)
				if err != nil {
					fmt.Println(err)
					return nil
				}
				if string(out) != string(t) {
					os.WriteFile(p, out, 0o644)
					n++
				}
				return nil
			})
		}
		fmt.Println("wrote", n)
		idx, err := registry.BuildIndex(os.DirFS("actions"))
		if err != nil {
			fmt.Println(err)
		}
		os.WriteFile("actions/index.tsv", []byte(idx), 0o644)
	case "lint":
		ps, err := registry.Lint(os.DirFS("actions"), registry.Registry{}, os.DirFS("schema/types"))
		fmt.Println(len(ps), err)
		for i, p := range ps {
			if i < 60 {
				fmt.Println(p)
			}
		}
		r, _ := registry.Open(os.DirFS("actions"))
		ps, err = registry.LintTypes(os.DirFS("schema/types"), r)
		fmt.Println(len(ps), err)
		for i, p := range ps {
			if i < 40 {
				fmt.Println(p)
			}
		}
	case "compile":
		r, _ := registry.Open(os.DirFS("actions"))
		c := schema.NewChecker(schema.NewTypes(schema.BuiltinTypes()))
		for _, n := range r.Names() {
			a, err := r.Action(n)
			if err != nil {
				fmt.Println(err)
				continue
			}
			doc := a.ParamsSchema()
			for _, full := range []bool{false, true} {
				ex := c.Types().Example(doc, n, full)
				ps, err := c.Check(n, func() schema.Document { return doc }, ex, schema.Strict)
				if err != nil || len(ps) > 0 {
					fmt.Println(n, err, ps)
				}
			}
		}
	}
}
