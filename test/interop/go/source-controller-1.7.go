// The verification of an OCIRepository, by source-controller's own verifier of the time of cosign 2: compiled inside its
// module, since that package is internal. The roots of trust come from cosign's environment. Exit code 0: verified, 1: not.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"time"

	"github.com/google/go-containerregistry/pkg/authn"
	"github.com/google/go-containerregistry/pkg/name"
	"github.com/google/go-containerregistry/pkg/v1/remote"
	"github.com/sigstore/cosign/v2/pkg/cosign"

	soci "github.com/fluxcd/source-controller/internal/oci"
	scosign "github.com/fluxcd/source-controller/internal/oci/cosign"
)

func main() {
	key := flag.String("key", "", "a public key's file, as spec.verify.secretRef gives it")
	issuer := flag.String("issuer", "", "spec.verify.matchOIDCIdentity[].issuer")
	subject := flag.String("subject", "", "spec.verify.matchOIDCIdentity[].subject")
	flag.Parse()
	if err := verify(flag.Arg(0), *key, *issuer, *subject); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Println("verified")
}

func verify(reference, key, issuer, subject string) error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	ref, err := name.ParseReference(reference, name.Insecure)
	if err != nil {
		return err
	}
	options := []scosign.Options{
		scosign.WithRemoteOptions(remote.WithContext(ctx), remote.WithAuthFromKeychain(authn.DefaultKeychain)),
	}
	if key != "" {
		data, err := os.ReadFile(key)
		if err != nil {
			return err
		}
		options = append(options, scosign.WithPublicKey(data))
	}
	if issuer != "" {
		identity := cosign.Identity{IssuerRegExp: issuer, SubjectRegExp: subject}
		options = append(options, scosign.WithIdentities([]cosign.Identity{identity}))
	}
	verifier, err := scosign.NewCosignVerifier(ctx, options...)
	if err != nil {
		return err
	}
	result, err := verifier.Verify(ctx, ref)
	if err == nil && result != soci.VerificationResultSuccess {
		err = fmt.Errorf("no matching signatures were found for '%s'", ref)
	}
	return err
}
