// The one Trusted Types policy of the app: it lets scripts of this origin be named, and nothing else.
// Called where a worker or the service worker is started.

interface Policy {
  createScriptURL(url: string): unknown;
}
interface Factory {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): Policy;
}

const rules = {
  createScriptURL(url: string): string {
    const whole = new URL(url, location.href);
    if (whole.origin !== location.origin) throw new TypeError('only scripts of this place');
    return whole.href;
  },
};
const factory = (globalThis as { trustedTypes?: Factory }).trustedTypes;
const policy: Policy = factory?.createPolicy('bothy', rules) ?? rules;

export function trusted(url: string): string {
  return policy.createScriptURL(url) as string;
}
