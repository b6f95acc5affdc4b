import { expect, it } from "vitest";
import { Archive } from "../../src/protocol/archive";
import { attribute, parse } from "../../src/protocol/xml";
import { ACCOUNT, message, OfflineClient } from "../fixtures";

function result(queryid: string | undefined, id: string, body: string): string {
  return `<result xmlns="urn:xmpp:mam:2" queryid="${queryid}" id="${id}"><forwarded xmlns="urn:xmpp:forward:0">
    <message xmlns="jabber:client" from="ben@example.org/x" to="${ACCOUNT}" type="chat"><body>${body}</body></message>
  </forwarded></result>`;
}

const fin = parse(
  `<iq xmlns="jabber:client" type="result"><fin xmlns="urn:xmpp:mam:2" complete="true">
     <set xmlns="http://jabber.org/protocol/rsm"><first>1</first><last>2</last></set></fin></iq>`,
);

it("takes results of its own query from its own account, in their order", async () => {
  const client = new OfflineClient();
  const page = new Archive(client).page({ with: "ben@example.org", before: "", max: 10 });
  const { payload, answer } = client.asked[0] as (typeof client.asked)[0];
  const queryid = attribute(payload, "queryid");
  client.arrive("message", message(`from="${ACCOUNT}"`, result(queryid, "1", "one")));
  client.arrive("message", message("", result(queryid, "2", "two")));
  answer(fin);
  const { results, isComplete, last } = await page;
  expect(results.map((each) => [each.stanzaId, each.message.textContent?.trim()])).toEqual([
    ["1", "one"],
    ["2", "two"],
  ]);
  expect([isComplete, last]).toEqual([true, "2"]);
});

it("drops results that others send, or that nobody asked for", async () => {
  const client = new OfflineClient();
  const page = new Archive(client).page({ max: 10 });
  const { payload, answer } = client.asked[0] as (typeof client.asked)[0];
  const queryid = attribute(payload, "queryid");
  client.arrive("message", message('from="mallory@example.org"', result(queryid, "1", "forged")));
  client.arrive("message", message(`from="${ACCOUNT}/other"`, result(queryid, "2", "forged")));
  client.arrive("message", message(`from="${ACCOUNT}"`, result("another", "3", "forged")));
  answer(fin);
  expect((await page).results).toEqual([]);
});

it("a room's archive is answered by the room alone", async () => {
  const client = new OfflineClient();
  const page = new Archive(client).page({ room: "room@muc.example.org", max: 10 });
  const { payload, answer, to } = client.asked[0] as (typeof client.asked)[0];
  const queryid = attribute(payload, "queryid");
  client.arrive("message", message(`from="${ACCOUNT}"`, result(queryid, "1", "forged")));
  client.arrive("message", message('from="room@muc.example.org/ben"', result(queryid, "2", "forged")));
  client.arrive("message", message('from="room@muc.example.org"', result(queryid, "3", "said")));
  answer(fin);
  expect(to).toBe("room@muc.example.org");
  expect((await page).results.map((each) => each.stanzaId)).toEqual(["3"]);
});
