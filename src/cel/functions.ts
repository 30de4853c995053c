/** Every function and macro that a rule may call on an API server (Kubernetes, "CEL in Kubernetes"). */
const kubernetes: ReadonlySet<string> = new Set(
  `all bind bool bytes charAt contains double duration dyn endsWith exists exists_one filter find findAll format
   getDate getDayOfMonth getDayOfWeek getDayOfYear getFullYear getHost getHostname getHours getMilliseconds getMinutes
   getMonth getPort getQuery getEscapedPath getScheme getSeconds has hasValue indexOf int isSorted isURL join
   lastIndexOf lowerAscii map matches max min none of ofNonZeroValue optFlatMap optMap or orValue quantity
   isQuantity asInteger asApproximateFloat isInteger isGreaterThan isLessThan compareTo add sub sign replace reverse
   size split startsWith string strings substring sum timestamp trim type uint upperAscii url value ip isIP isCIDR cidr
   family isCanonical isUnspecified isLoopback isLinkLocalMulticast isLinkLocalUnicast isGlobalUnicast containsIP
   containsCIDR masked prefixLength includes transformList transformMap validate semver isSemver major minor patch
   sets.contains sets.equivalent sets.intersects`.split(/\s+/u),
);

export function isKubernetesFunction(name: string): boolean {
  return kubernetes.has(name);
}
