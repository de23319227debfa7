import { showTheme } from "@/lib/domain/preview-theme";

/** The top of a mail, small: a picture for the eyes only, so out of reach for keyboard and readers. */
export function MailThumbnail({ html, title }: { html: string; title: string }) {
  return (
    <div
      aria-hidden
      className="@container h-80 overflow-hidden bg-sunken [&>iframe]:pointer-events-none"
    >
      <iframe
        sandbox=""
        srcDoc={showTheme(html, "light")}
        title={title}
        tabIndex={-1}
        loading="lazy"
        className="h-320 w-160 origin-top-left border-0"
        // 640 px wide, shrunk to whatever the card is.
        style={{ scale: "calc(100cqw / 640px)" }}
      />
    </div>
  );
}
