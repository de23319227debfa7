type Setting = { nonce: string; isDevelopment: boolean; isHttps: boolean };

/** Nothing runs but what carries this response's nonce, and what that loads itself. */
export function contentSecurityPolicy({ nonce, isDevelopment, isHttps }: Setting): string {
  const directives = [
    "default-src 'self'",
    // React's development build evaluates strings to rebuild call stacks.
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ""}`,
    // Components set style attributes, which a nonce cannot cover.
    "style-src 'self' 'unsafe-inline'",
    // Mails show pictures from wherever the shop keeps them.
    "img-src 'self' https: data:",
    "font-src 'self'",
    `connect-src 'self'${isDevelopment ? " ws:" : ""}`,
    "frame-src 'self'",
    "frame-ancestors 'none'",
    "form-action 'self'",
    "base-uri 'none'",
    "object-src 'none'",
    ...(isHttps ? ["upgrade-insecure-requests"] : []),
  ];
  return directives.join("; ");
}

/** What every answer of the dashboard carries. */
export function securityHeaders(setting: Setting): Record<string, string> {
  return {
    "content-security-policy": contentSecurityPolicy(setting),
    "x-content-type-options": "nosniff",
    "referrer-policy": "strict-origin-when-cross-origin",
    "permissions-policy":
      "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
    "cross-origin-opener-policy": "same-origin",
    ...(setting.isHttps && { "strict-transport-security": "max-age=63072000" }),
  };
}
