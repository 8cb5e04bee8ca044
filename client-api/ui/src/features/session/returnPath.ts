/** The sign-in page that leads back to where the reader was. */
export function signInAddress(path: string): string {
  return path === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(path)}`;
}

/** Where to go after signing in. Only paths of this site: a link that says otherwise is somebody's trick. */
export function pathAfterSignIn(next: string | null): string {
  if (next === null || !next.startsWith('/')) {
    return '/';
  }

  const base = 'http://this.site.invalid';
  const address = URL.canParse(next, base) ? new URL(next, base) : null;
  return address === null || address.origin !== base || address.pathname === '/sign-in'
    ? '/'
    : address.pathname + address.search + address.hash;
}
