import type { Group } from "./case.ts";
import { alone } from "./case.ts";

/** The examples of the function libraries, from Kubernetes' page on CEL and from the godoc. */
export const libraries: readonly Group[] = [
  alone("the regex library", [
    ["'abc 123'.find('[0-9]+') == '123'", "holds"],
    // The page says 123; the empty text at the beginning matches first.
    ["'abc 123'.find('[0-9]*') == ''", "holds"],
    ["'abc 123'.find('xyz') == ''", "holds"],
    ["'123 abc 456'.findAll('[0-9]+') == ['123', '456']", "holds"],
    ["'123 abc 456'.findAll('[0-9]+', 1) == ['123']", "holds"],
    ["'123 abc 456'.findAll('xyz') == []", "holds"],
    ["'1, 2, 3, 4'.findAll('[0-9]+').map(x, int(x)).sum() < 100", "holds"],
    // As the page has it: an empty match is no int.
    ["'1, 2, 3, 4'.findAll('[0-9]*').map(x, int(x)).sum() < 100", "fails"],
    ["'a'.matches('(')", "refused"],
  ]),
  alone("the URL library", [
    ["isURL('https://user:pass@example.com:80/path?query=val#fragment')", "holds"],
    ["isURL('/absolute-path')", "holds"],
    ["isURL('https://a:b:c/')", "fails"],
    ["isURL('../relative-path')", "fails"],
    ["url('../relative-path').getHost() == ''", "fails"],
    [
      "url('/path').getScheme() == '' && url('https://example.com/').getScheme() == 'https'",
      "holds",
    ],
    ["url('https://example.com:80/').getHost() == 'example.com:80'", "holds"],
    [
      "url('https://[::1]:80/').getHost() == '[::1]:80' && url('https://[::1]:80/').getHostname() == '::1'",
      "holds",
    ],
    ["url('https://example.com:80/').getPort() == '80' && url('/path').getPort() == ''", "holds"],
    [
      "url('https://example.com/path with spaces/').getEscapedPath() == '/path%20with%20spaces/'",
      "holds",
    ],
    ["url('https://example.com').getEscapedPath() == ''", "holds"],
    [
      "url('https://e.com/path?k1=a&k2=b&k2=c').getQuery() == {'k1': ['a'], 'k2': ['b', 'c']}",
      "holds",
    ],
    [
      "url('https://e.com/p?key with spaces=value with spaces').getQuery() == {'key with spaces': ['value with spaces']}",
      "holds",
    ],
    ["url('https://example.com/path?').getQuery() == {}", "holds"],
  ]),
  alone("the quantity library", [
    ["isQuantity('1.3G') && isQuantity('1.3Gi') && isQuantity('10000k')", "holds"],
    ["isQuantity('1,3G') || isQuantity('200K') || isQuantity('Three')", "fails"],
    // The godoc says error; a suffix alone is nothing of it.
    ["isQuantity('Mi') && quantity('Mi') == quantity('0')", "holds"],
    ["quantity('500000G').isInteger() && quantity('50k').asInteger() == 50000", "holds"],
    ["quantity('9999999999999999999999999999999999999G').isInteger()", "fails"],
    ["quantity('9999999999999999999999999999999999999G').asInteger() == 1", "fails"],
    ["quantity('9999999999999999999999999999999999999G').asApproximateFloat() > 9.9e45", "holds"],
    ["quantity('50k').add(quantity('20k')) == quantity('70k')", "holds"],
    // As the page has it: it takes no text.
    ["quantity('50k').add('20k') == quantity('70k')", "refused"],
    ["quantity('50k').sub(20000) == quantity('30k')", "holds"],
    ["quantity('50k').add(20).sub(quantity('100k')).sub(-50000) == quantity('20')", "holds"],
    ["quantity('200M').compareTo(quantity('0.2G')) == 0", "holds"],
    ["quantity('50Mi').compareTo(quantity('50M')) == 1", "holds"],
    ["quantity('150Mi').isGreaterThan(quantity('100Mi'))", "holds"],
    ["quantity('50M').isLessThan(quantity('100M'))", "holds"],
    // As the page has it: an API server declares a function here, no method.
    ["quantity('1').sign() == 1", "refused"],
    ["sign(quantity('-1')) == -1 && sign(quantity('0')) == 0", "holds"],
  ]),
  alone("the IP library", [
    ["isIP('127.0.0.1') && isIP('::1')", "holds"],
    [
      "isIP('127.0.0.256') || isIP(':::1') || isIP('01.2.3.4') || isIP('::ffff:1.2.3.4') || isIP('fe80::1%eth0')",
      "fails",
    ],
    ["ip('127.0.0.256') == ip('::1')", "fails"],
    ["ip.isCanonical('127.0.0.1') && ip.isCanonical('2001:db8::abcd')", "holds"],
    ["ip.isCanonical('2001:DB8::ABCD') || ip.isCanonical('2001:db8::0:0:0:abcd')", "fails"],
    ["ip('127.0.0.1').family() == 4 && ip('::1').family() == 6", "holds"],
    [
      "ip('0.0.0.0').isUnspecified() && ip('::').isUnspecified() && !ip('::1').isUnspecified()",
      "holds",
    ],
    [
      "ip('127.0.0.1').isLoopback() && ip('::1').isLoopback() && !ip('2001:db8::abcd').isLoopback()",
      "holds",
    ],
    ["ip('224.0.0.1').isLinkLocalMulticast() && ip('ff02::1').isLinkLocalMulticast()", "holds"],
    ["ip('224.0.1.1').isLinkLocalMulticast() || ip('fd00::1').isLinkLocalMulticast()", "fails"],
    ["ip('169.254.169.254').isLinkLocalUnicast() && ip('fe80::1').isLinkLocalUnicast()", "holds"],
    ["ip('192.168.0.1').isGlobalUnicast() && ip('2001:db8::abcd').isGlobalUnicast()", "holds"],
    ["ip('255.255.255.255').isGlobalUnicast() || ip('ff00::1').isGlobalUnicast()", "fails"],
    ["string(ip('2001:DB8:0:0::1')) == '2001:db8::1'", "holds"],
  ]),
  alone("the CIDR library", [
    ["isCIDR('192.168.0.0/16') && isCIDR('::1/128')", "holds"],
    ["isCIDR('192.168.0.0/33') || isCIDR('::1/129') || isCIDR('192.168.0.0/')", "fails"],
    ["cidr('192.168.0.0/24').containsIP(ip('192.168.0.1'))", "holds"],
    ["cidr('192.168.0.0/24').containsIP('192.168.1.1')", "fails"],
    ["cidr('192.168.0.0/16').containsCIDR(cidr('192.168.10.0/24'))", "holds"],
    ["cidr('192.168.1.0/24').containsCIDR('192.168.2.0/24')", "fails"],
    ["cidr('192.168.0.1/24').ip() == ip('192.168.0.1')", "holds"],
    ["cidr('192.168.0.1/24').masked() == cidr('192.168.0.0/24')", "holds"],
    ["cidr('192.168.0.1/24') == cidr('192.168.0.1/24').masked()", "fails"],
    [
      "cidr('192.168.0.0/16').prefixLength() == 16 && cidr('::1/128').prefixLength() == 128",
      "holds",
    ],
  ]),
  alone("the format library", [
    ["!format.dns1123Label().validate('my-label-name').hasValue()", "holds"],
    ["!format.dns1123Subdomain().validate('apiextensions.k8s.io').hasValue()", "holds"],
    ["!format.qualifiedName().validate('apiextensions.k8s.io/v1beta1').hasValue()", "holds"],
    ["!format.dns1123LabelPrefix().validate('my-label-prefix-').hasValue()", "holds"],
    ["!format.dns1123SubdomainPrefix().validate('mysubdomain.prefix.-').hasValue()", "holds"],
    ["!format.uri().validate('http://example.com').hasValue()", "holds"],
    ["!format.uuid().validate('123e4567-e89b-12d3-a456-426614174000').hasValue()", "holds"],
    ["!format.byte().validate('aGVsbG8=').hasValue()", "holds"],
    ["!format.date().validate('2021-01-01').hasValue()", "holds"],
    ["!format.datetime().validate('2021-01-01T00:00:00Z').hasValue()", "holds"],
    ["format.dns1035Label().validate('1a').value().size() == 1", "holds"],
    ["format.named('dns1123Label').value().validate('A').hasValue()", "holds"],
    ["format.named('nope').hasValue()", "fails"],
    ["format.nope().validate('A').hasValue()", "refused"],
  ]),
  alone("what a rule of a CRD has not", [
    ["authorizer.path('/healthz').check('get').allowed()", "refused"],
    ["cel.bind(a, 1, a == 1)", "refused"],
    ["request.name == 'a'", "refused"],
    ["math.greatest(1, 2) == 2", "refused"],
    ["'abc'.reverse() == 'cba'", "refused"],
  ]),
];
