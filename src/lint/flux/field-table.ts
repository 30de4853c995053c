// Written by test/interop/derive-tables.ts from the Go modules of Helm, sprig and Flux; a test there says whether it is
// current.

/**
 * What may be written in the `spec` of Flux's objects, by API: the releases that serve it, then its fields. `a{b c}` is
 * b and c below a, `a*` anything below a, `a@2.5-2.6` a field that not all releases of what is around it have.
 */
export const fieldTable: Readonly<Record<string, string>> = {
  "helm.toolkit.fluxcd.io/v2 HelmRelease": `
    2.3-2.9 chart{metadata{annotations* labels*} spec{chart ignoreMissingValuesFiles interval reconcileStrategy
    sourceRef{apiVersion kind name namespace} valuesFiles verify{provider secretRef{name}} version}}
    chartRef{apiVersion kind name namespace} commonMetadata@2.7-2.9{annotations* labels*} dependsOn{name
    namespace readyExpr@2.7-2.9} driftDetection{ignore{paths target{annotationSelector group kind labelSelector
    name namespace version}} mode} healthCheckExprs@2.8-2.9{apiVersion current failed inProgress kind}
    install{crds createNamespace disableHooks disableOpenAPIValidation disableSchemaValidation@2.4-2.9
    disableTakeOwnership@2.5-2.9 disableWait disableWaitForJobs remediation{ignoreTestFailures
    remediateLastFailure retries} replace serverSideApply@2.8-2.9 skipCRDs strategy@2.7-2.9{name retryInterval}
    timeout} interval kubeConfig{configMapRef@2.7-2.9{name} secretRef{key name}} maxHistory persistentClient
    postRenderStrategy@2.9 postRenderers{kustomize{images{digest name newName newTag} patches{patch
    target{annotationSelector group kind labelSelector name namespace version}}}} releaseName
    rollback{cleanupOnFail disableHooks disableWait disableWaitForJobs force recreate serverSideApply@2.8-2.9
    timeout} serviceAccountName storageNamespace suspend targetNamespace test{enable filters{exclude name}
    ignoreFailures timeout} timeout uninstall{deletionPropagation disableHooks disableWait keepHistory timeout}
    upgrade{chartNameChangeStrategy@2.9 cleanupOnFail crds disableHooks disableOpenAPIValidation
    disableSchemaValidation@2.4-2.9 disableTakeOwnership@2.5-2.9 disableWait disableWaitForJobs force
    preserveValues remediation{ignoreTestFailures remediateLastFailure retries strategy} serverSideApply@2.8-2.9
    strategy@2.7-2.9{name retryInterval} timeout} values* valuesFrom{kind literal@2.9 name optional targetPath
    valuesKey} waitStrategy@2.8-2.9{name}
  `,
  "helm.toolkit.fluxcd.io/v2beta1 HelmRelease": `
    2.3-2.6 chart{metadata{annotations* labels*} spec{chart interval reconcileStrategy sourceRef{apiVersion kind
    name namespace} valuesFile valuesFiles verify{provider secretRef{name}} version}} chartRef{apiVersion kind
    name namespace} dependsOn{name namespace} driftDetection{ignore{paths target{annotationSelector group kind
    labelSelector name namespace version}} mode} install{crds createNamespace disableHooks
    disableOpenAPIValidation disableWait disableWaitForJobs remediation{ignoreTestFailures remediateLastFailure
    retries} replace skipCRDs timeout} interval kubeConfig{secretRef{key name}} maxHistory persistentClient
    postRenderers{kustomize{images{digest name newName newTag} patches{patch target{annotationSelector group
    kind labelSelector name namespace version}} patchesJson6902{patch{from op path value*}
    target{annotationSelector group kind labelSelector name namespace version}} patchesStrategicMerge*}}
    releaseName rollback{cleanupOnFail disableHooks disableWait disableWaitForJobs force recreate timeout}
    serviceAccountName storageNamespace suspend targetNamespace test{enable ignoreFailures timeout} timeout
    uninstall{deletionPropagation disableHooks disableWait keepHistory timeout} upgrade{cleanupOnFail crds
    disableHooks disableOpenAPIValidation disableWait disableWaitForJobs force preserveValues
    remediation{ignoreTestFailures remediateLastFailure retries strategy} timeout} values* valuesFrom{kind name
    optional targetPath valuesKey}
  `,
  "helm.toolkit.fluxcd.io/v2beta2 HelmRelease": `
    2.3-2.7 chart{metadata{annotations* labels*} spec{chart ignoreMissingValuesFiles interval reconcileStrategy
    sourceRef{apiVersion kind name namespace} valuesFile valuesFiles verify{provider secretRef{name}} version}}
    chartRef{apiVersion kind name namespace} dependsOn{name namespace} driftDetection{ignore{paths
    target{annotationSelector group kind labelSelector name namespace version}} mode} install{crds
    createNamespace disableHooks disableOpenAPIValidation disableWait disableWaitForJobs
    remediation{ignoreTestFailures remediateLastFailure retries} replace skipCRDs timeout} interval
    kubeConfig{configMapRef@2.7{name} secretRef{key name}} maxHistory persistentClient
    postRenderers{kustomize{images{digest name newName newTag} patches{patch target{annotationSelector group
    kind labelSelector name namespace version}} patchesJson6902{patch{from op path value*}
    target{annotationSelector group kind labelSelector name namespace version}} patchesStrategicMerge*}}
    releaseName rollback{cleanupOnFail disableHooks disableWait disableWaitForJobs force recreate timeout}
    serviceAccountName storageNamespace suspend targetNamespace test{enable filters{exclude name} ignoreFailures
    timeout} timeout uninstall{deletionPropagation disableHooks disableWait keepHistory timeout}
    upgrade{cleanupOnFail crds disableHooks disableOpenAPIValidation disableWait disableWaitForJobs force
    preserveValues remediation{ignoreTestFailures remediateLastFailure retries strategy} timeout} values*
    valuesFrom{kind name optional targetPath valuesKey}
  `,
  "kustomize.toolkit.fluxcd.io/v1 Kustomization": `
    2.3-2.9 buildMetadata@2.9 commonMetadata{annotations* labels*} components decryption{provider
    secretRef{name} serviceAccountName@2.6-2.9} deletionPolicy@2.5-2.9 dependsOn{name namespace
    readyExpr@2.7-2.9} force healthCheckExprs@2.5-2.9{apiVersion current failed inProgress kind}
    healthChecks{apiVersion kind name namespace} ignore@2.9{paths target{annotationSelector group kind
    labelSelector name namespace version}} ignoreMissingComponents@2.7-2.9 images{digest name newName newTag}
    interval kubeConfig{configMapRef@2.7-2.9{name} secretRef{key name}} namePrefix nameSuffix patches{patch
    target{annotationSelector group kind labelSelector name namespace version}} path postBuild{substitute*
    substituteFrom{kind name optional} substituteStrategy@2.9} prune retryInterval serviceAccountName
    sourceRef{apiVersion kind name namespace} suspend targetNamespace timeout wait
  `,
  "kustomize.toolkit.fluxcd.io/v1beta1 Kustomization": `
    2.3-2.6 decryption{provider secretRef{name}} dependsOn{name namespace} force healthChecks{apiVersion kind
    name namespace} images{digest name newName newTag} interval kubeConfig{secretRef{name}} patches{patch
    target{annotationSelector group kind labelSelector name namespace version}} patchesJson6902{patch{from op
    path value*} target{annotationSelector group kind labelSelector name namespace version}}
    patchesStrategicMerge* path postBuild{substitute* substituteFrom{kind name}} prune retryInterval
    serviceAccountName sourceRef{apiVersion kind name namespace} suspend targetNamespace timeout validation
  `,
  "kustomize.toolkit.fluxcd.io/v1beta2 Kustomization": `
    2.3-2.7 commonMetadata{annotations* labels*} components decryption{provider secretRef{name}} dependsOn{name
    namespace} force healthChecks{apiVersion kind name namespace} images{digest name newName newTag} interval
    kubeConfig{configMapRef@2.7{name} secretRef{key name}} patches{patch target{annotationSelector group kind
    labelSelector name namespace version}} patchesJson6902{patch{from op path value*} target{annotationSelector
    group kind labelSelector name namespace version}} patchesStrategicMerge* path postBuild{substitute*
    substituteFrom{kind name optional}} prune retryInterval serviceAccountName sourceRef{apiVersion kind name
    namespace} suspend targetNamespace timeout validation wait
  `,
  "source.toolkit.fluxcd.io/v1 Bucket": `
    2.4-2.9 bucketName certSecretRef{name} endpoint ignore insecure interval prefix provider
    proxySecretRef{name} region secretRef{name} serviceAccountName@2.7-2.9 sts{certSecretRef{name} endpoint
    provider secretRef{name}} suspend timeout
  `,
  "source.toolkit.fluxcd.io/v1 ExternalArtifact": `
    2.7-2.9 sourceRef{apiVersion kind name namespace}
  `,
  "source.toolkit.fluxcd.io/v1 GitRepository": `
    2.3-2.9 ignore include{fromPath repository{name} toPath} interval provider@2.4-2.9 proxySecretRef{name}
    recurseSubmodules ref{branch commit name semver tag} secretRef{name} serviceAccountName@2.7-2.9
    sparseCheckout@2.6-2.9 suspend timeout url verify{mode secretRef{name}}
  `,
  "source.toolkit.fluxcd.io/v1 HelmChart": `
    2.3-2.9 chart ignoreMissingValuesFiles interval reconcileStrategy sourceRef{apiVersion kind name} suspend
    valuesFiles verify{matchOIDCIdentity{issuer subject} provider secretRef{name}} version
  `,
  "source.toolkit.fluxcd.io/v1 HelmRepository": `
    2.3-2.9 accessFrom{namespaceSelectors{matchLabels*}} certSecretRef{name} insecure interval passCredentials
    provider secretRef{name} suspend timeout type url
  `,
  "source.toolkit.fluxcd.io/v1 OCIRepository": `
    2.6-2.9 certSecretRef{name} ignore insecure interval layerSelector{mediaType operation} provider
    proxySecretRef{name} ref{digest semver semverFilter tag} secretRef{name} serviceAccountName suspend timeout
    url verify{matchOIDCIdentity{issuer subject} provider secretRef{name} trustedRootSecretRef@2.9{name}}
  `,
  "source.toolkit.fluxcd.io/v1beta1 Bucket": `
    2.3-2.6 accessFrom{namespaceSelectors{matchLabels*}} bucketName endpoint ignore insecure interval provider
    region secretRef{name} suspend timeout
  `,
  "source.toolkit.fluxcd.io/v1beta1 GitRepository": `
    2.3-2.6 accessFrom{namespaceSelectors{matchLabels*}} gitImplementation ignore include{fromPath
    repository{name} toPath} interval recurseSubmodules ref{branch commit semver tag} secretRef{name} suspend
    timeout url verify{mode secretRef{name}}
  `,
  "source.toolkit.fluxcd.io/v1beta1 HelmChart": `
    2.3-2.6 accessFrom{namespaceSelectors{matchLabels*}} chart interval reconcileStrategy sourceRef{apiVersion
    kind name} suspend valuesFile valuesFiles version
  `,
  "source.toolkit.fluxcd.io/v1beta1 HelmRepository": `
    2.3-2.6 accessFrom{namespaceSelectors{matchLabels*}} interval passCredentials secretRef{name} suspend
    timeout url
  `,
  "source.toolkit.fluxcd.io/v1beta2 Bucket": `
    2.3-2.7 accessFrom{namespaceSelectors{matchLabels*}} bucketName certSecretRef@2.4-2.7{name} endpoint ignore
    insecure interval prefix provider proxySecretRef@2.4-2.7{name} region secretRef{name}
    sts@2.4-2.7{certSecretRef{name} endpoint provider secretRef{name}} suspend timeout
  `,
  "source.toolkit.fluxcd.io/v1beta2 GitRepository": `
    2.3-2.7 accessFrom{namespaceSelectors{matchLabels*}} gitImplementation ignore include{fromPath
    repository{name} toPath} interval recurseSubmodules ref{branch commit name semver tag} secretRef{name}
    suspend timeout url verify{mode secretRef{name}}
  `,
  "source.toolkit.fluxcd.io/v1beta2 HelmChart": `
    2.3-2.7 accessFrom{namespaceSelectors{matchLabels*}} chart ignoreMissingValuesFiles interval
    reconcileStrategy sourceRef{apiVersion kind name} suspend valuesFile valuesFiles
    verify{matchOIDCIdentity{issuer subject} provider secretRef{name}} version
  `,
  "source.toolkit.fluxcd.io/v1beta2 HelmRepository": `
    2.3-2.7 accessFrom{namespaceSelectors{matchLabels*}} certSecretRef{name} insecure interval passCredentials
    provider secretRef{name} suspend timeout type url
  `,
  "source.toolkit.fluxcd.io/v1beta2 OCIRepository": `
    2.3-2.7 certSecretRef{name} ignore insecure interval layerSelector{mediaType operation} provider
    proxySecretRef@2.4-2.7{name} ref{digest semver semverFilter tag} secretRef{name} serviceAccountName suspend
    timeout url verify{matchOIDCIdentity{issuer subject} provider secretRef{name}}
  `,
};
