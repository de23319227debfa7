import createNextIntlPlugin from "next-intl/plugin";

/** @type {import("next").NextConfig} */
const config = {
  output: "standalone",
  // A lockfile in a folder above would otherwise make that one the root, and move server.js.
  outputFileTracingRoot: import.meta.dirname,
  turbopack: { root: import.meta.dirname },
  poweredByHeader: false,
  devIndicators: false,
  reactStrictMode: true,
  // Native or socket-holding packages stay outside the bundle.
  serverExternalPackages: ["@node-rs/argon2", "pg", "pino"],
  // Browsers ask for it by themselves when a page is left before its head was read.
  rewrites: () => [{ source: "/favicon.ico", destination: "/icon.svg" }],
  experimental: {
    serverActions: { bodySizeLimit: "2mb" },
  },
};

export default createNextIntlPlugin("./lib/i18n/request.ts")(config);
