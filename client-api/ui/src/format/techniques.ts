/** Where MITRE describes a technique: T1562.008 is at /techniques/T1562/008/. Null for what is no technique id. */
export function techniqueAddress(id: string): string | null {
  const match = /^(T\d{4})(?:\.(\d{3}))?$/.exec(id);
  return match === null ? null : `https://attack.mitre.org/techniques/${match[1]}/${match[2] === undefined ? '' : `${match[2]}/`}`;
}
