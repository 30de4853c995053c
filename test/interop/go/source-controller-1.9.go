// The verification of an OCIRepository, by source-controller's own verifier: compiled inside its module, since that
// package is internal. Exit code 0: verified, 1: not.
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
	"github.com/sigstore/cosign/v3/pkg/cosign"

	soci "github.com/fluxcd/source-controller/internal/oci"
	scosign "github.com/fluxcd/source-controller/internal/oci/cosign"
)

func main() {
	key := flag.String("key", "", "a public key's file, as spec.verify.secretRef gives it")
	issuer := flag.String("issuer", "", "spec.verify.matchOIDCIdentity[].issuer")
	subject := flag.String("subject", "", "spec.verify.matchOIDCIdentity[].subject")
	trustedRoot := flag.String("trusted-root", "", "a file, as spec.verify.trustedRootSecretRef gives it")
	flag.Parse()
	if err := verify(flag.Arg(0), *key, *issuer, *subject, *trustedRoot); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Println("verified")
}

func verify(reference, key, issuer, subject, trustedRoot string) error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	ref, err := name.ParseReference(reference, name.Insecure)
	if err != nil {
		return err
	}
	// As the controller calls it: with cosign's own options instead, the fifth bundle that is read waits for ever.
	options := []scosign.Options{
		scosign.WithInsecure(true),
		scosign.WithRemoteOptions(remote.WithContext(ctx), remote.WithAuthFromKeychain(authn.DefaultKeychain)),
	}
	for _, given := range []struct {
		file string
		with func([]byte) scosign.Options
	}{{key, scosign.WithPublicKey}, {trustedRoot, scosign.WithTrustedRoot}} {
		if given.file == "" {
			continue
		}
		data, err := os.ReadFile(given.file)
		if err != nil {
			return err
		}
		options = append(options, given.with(data))
	}
	if issuer != "" {
		identity := cosign.Identity{IssuerRegExp: issuer, SubjectRegExp: subject}
		options = append(options, scosign.WithIdentities([]cosign.Identity{identity}))
	}
	verifier, err := scosign.NewCosignVerifierFactory().NewCosignVerifier(ctx, options...)
	if err != nil {
		return err
	}
	result, err := verifier.Verify(ctx, ref)
	if err == nil && result != soci.VerificationResultSuccess {
		err = fmt.Errorf("no matching signatures were found for '%s'", ref)
	}
	return err
}
