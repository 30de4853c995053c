// What Flux makes of an OCI artifact of manifests, by its own packages, in the versions that source-controller has them:
// `pull URL DIR` unpacks it as `flux pull artifact` and an OCIRepository do; `serve DIR FILE` makes the archive that
// kustomize-controller is given of an unpacked artifact; `push URL DIR` is `flux push artifact`.
package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/google/go-containerregistry/pkg/crane"

	"github.com/fluxcd/pkg/apis/meta"
	"github.com/fluxcd/pkg/artifact/config"
	"github.com/fluxcd/pkg/artifact/storage"
	"github.com/fluxcd/pkg/oci"
	"github.com/fluxcd/pkg/sourceignore"
)

func main() {
	if len(os.Args) != 4 {
		fail(fmt.Errorf("flux-oci pull|serve|push FROM TO"))
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	client := oci.NewClient([]crane.Option{crane.Insecure})
	switch os.Args[1] {
	case "pull":
		metadata, err := client.Pull(ctx, os.Args[2], os.Args[3], oci.WithPullLayerType(oci.LayerTypeTarball))
		fail(err)
		fmt.Println(metadata.Digest)
	case "push":
		digest, err := client.Push(ctx, os.Args[2], os.Args[3])
		fail(err)
		fmt.Println(digest)
	case "serve":
		fail(serve(os.Args[2], os.Args[3]))
	}
}

// As the reconciler of an OCIRepository archives what it unpacked.
func serve(dir, file string) error {
	root, err := os.MkdirTemp("", "flux-storage-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(root)
	store, err := storage.New(&config.Options{
		StoragePath:              root,
		StorageAddress:           ":0",
		StorageAdvAddress:        "localhost",
		ArtifactRetentionTTL:     time.Hour,
		ArtifactRetentionRecords: 2,
		ArtifactDigestAlgo:       "sha256",
	})
	if err != nil {
		return err
	}
	domain := strings.Split(dir, string(filepath.Separator))
	patterns, err := sourceignore.LoadIgnorePatterns(dir, domain)
	if err != nil {
		return err
	}
	artifact := meta.Artifact{Path: "artifact.tar.gz"}
	if err := store.Archive(&artifact, dir, storage.SourceIgnoreFilter(patterns, domain)); err != nil {
		return err
	}
	bytes, err := os.ReadFile(store.LocalPath(artifact))
	if err != nil {
		return err
	}
	return os.WriteFile(file, bytes, 0o644)
}

func fail(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
