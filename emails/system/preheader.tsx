/** Blank room after the preview text, so that inboxes do not fill the line with the mail's body. */
const padding = "\u034f\u200c\u00a0".repeat(90);

const hidden = {
  display: "none",
  fontSize: 1,
  lineHeight: "1px",
  maxHeight: 0,
  maxWidth: 0,
  opacity: 0,
  overflow: "hidden",
} as const;

/** What an inbox shows after the subject; never visible in the mail, never in the text part. */
export function Preheader({ children }: { children: string }) {
  if (children === "") return null;
  return (
    <div style={hidden} data-skip-in-text="true">
      {children}
      {padding}
    </div>
  );
}
