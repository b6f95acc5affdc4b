import { type Block, readBlocks, type Span } from "../protocol/styling";

/** The text of a message: styled, with links, and never as HTML. */
export function Body({ text }: { text: string }) {
  const blocks = readBlocks(text);
  const isOnlyEmoji =
    text.length <= 16 &&
    /^(?:\p{Extended_Pictographic}|\p{Emoji_Component}|\u200d|\s)+$/u.test(text) &&
    /\p{Extended_Pictographic}/u.test(text);
  return (
    <div class={isOnlyEmoji ? "body emoji" : "body"} dir="auto">
      <Blocks blocks={blocks} />
    </div>
  );
}

function Blocks({ blocks }: { blocks: readonly Block[] }) {
  return (
    <>
      {blocks.map((block, index) => {
        switch (block.kind) {
          case "preformatted":
            return <pre key={index}>{block.text}</pre>;
          case "quote":
            return (
              <blockquote key={index}>
                <Blocks blocks={block.blocks} />
              </blockquote>
            );
          default:
            return (
              <div key={index} class="line">
                <Spans spans={block.spans} />
              </div>
            );
        }
      })}
    </>
  );
}

function Spans({ spans }: { spans: readonly Span[] }) {
  return (
    <>
      {spans.map((span, index) => {
        switch (span.kind) {
          case "text":
            return span.text;
          case "code":
            return <code key={index}>{span.text}</code>;
          case "link":
            return (
              <a key={index} href={span.url} target="_blank" rel="noopener noreferrer">
                {span.text}
              </a>
            );
          case "strong":
            return (
              <strong key={index}>
                <Spans spans={span.spans} />
              </strong>
            );
          case "emphasis":
            return (
              <em key={index}>
                <Spans spans={span.spans} />
              </em>
            );
          default:
            return (
              <s key={index}>
                <Spans spans={span.spans} />
              </s>
            );
        }
      })}
    </>
  );
}
