/* Search in the files of generator/khulasa/site/search. What comes from an article is put in as text, never as markup. */

/* words: the same steps as in Python */
export const reader = (table) => {
const { drop, digits, least, clitics } = table;
const word = `[\\p{L}\\p{N}]+(?:[${drop}]+[\\p{L}\\p{N}]*)*`;
const token = new RegExp(`[${digits}]+(?:[,\u066c][${digits}]{3})+(?![${digits}])|${word}`, "gu");
const dropped = new RegExp(`[${drop}]`, "gu");
const term = (written) => Array.from(
  written.replace(/[,\u066c]/g, "").normalize("NFKC").toLowerCase().replace(dropped, ""),
  (c) => table.letters[c] ?? c,
).join("").normalize("NFD").replace(/[\u0300-\u036f\u02b0-\u02ff]/g, "");
const bare = (folded, left = least) => {
  const article = table.articles.find((a) => folded.startsWith(a) && folded.length - a.length >= left);
  return article ? folded.slice(article.length) : folded;
};
const forms = (folded) => {
  const found = [bare(folded)], [first, second] = folded;
  if (found[0] === folded && clitics.includes(first) && folded.length > least) {
    found.push(folded.slice(1));
    if (table.conjunctions.includes(first) && clitics.includes(second) && folded.length > least + 1) found.push(folded.slice(2));
  }
  return found;
};
const parts = (written) => written.split(table.zwnj).map(term).filter(Boolean);
const written = (text) => Array.from(text.matchAll(token), (m) => ({ start: m.index, end: m.index + m[0].length, parts: parts(m[0]) }));
const tokens = (text) => written(text).flatMap((w) => w.parts);
return { bare, forms, written, tokens, common: new Set(table.common) };
};

/* files: the other side of shards.py */
const VALUE = Object.fromEntries(Array.from("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_", (c, n) => [c, n]));
export const decode = (text, base, weights) => {
const found = [];
let number = base, value = 0, scale = 1;
for (const c of text) {
  value += (VALUE[c] & 31) * scale;
  scale *= 32;
  if (VALUE[c] > 31) continue;
  number += Math.floor(value / weights);
  found.push([number, value % weights]);
  value = 0;
  scale = 1;
}
return found;
};
export const place = (head, count) => {
let value = 0x811c9dc5;
for (const c of head) value = Math.imul(value ^ (c.codePointAt(0) & 0xffff), 0x01000193);
return ((value ^ (value >>> 15)) & (count - 1)) >>> 0;
};

const by = (id) => document.getElementById(id);
const start = (form, box) => {
const fields = form.elements, said = box.dataset, edition = document.documentElement.lang;
const root = `${said.root}search/`, SHOWN = 8, NAMES = 6, BLOCK = 64, LONG = 280;
const PLACES = [1, 2, 4, 6]; /* worth of the text, a chosen sentence, a name, the title */
const files = new Map();
const get = (path, cache = "default") => {
  if (!files.has(path)) {
    files.set(path, fetch(root + path, { cache }).then((r) => (r.ok ? r.json() : null)));
    files.get(path).catch(() => files.delete(path));
  }
  return files.get(path);
};
const load = async () => {
  const [table, index] = await Promise.all([get("fold.json"), get("index.json", "no-cache")]);
  const [, folder, count] = index.names.match(/^(.*)-(\d+)$/);
  const segments = index.segments.map(([name, base, n]) => ({ folder: name, base, count: n, letters: 3, weights: 4 }));
  return { ...index, ...reader(table), segments, people: [{ folder, base: 0, count: Number(count), letters: 2, weights: 8 }] };
};
/* [term, [[number, weight] …], leaning] of a term, and of those that begin with it. */
const lookup = async (shelves, term) => (await Promise.all(shelves.map(async ({ folder, count, letters, base, weights }) => {
  const all = [...term], filter = term[0] === "@";
  let head, file, size = filter ? all.length : letters;
  do {
    head = all.slice(0, size++).join("");
    file = await get(`${folder}-${count}/${place(head, count).toString(16)}.json`) ?? {};
  } while (`${head}*` in file && all.length >= size);
  return Object.keys(file).filter((t) => t === term || (!filter && all.length >= letters && t.startsWith(term) && !t.endsWith("*")))
    .map((t) => [t, decode(file[t].replace("!", ""), base, weights), file[t][0] === "!"]);
}))).flat();

/* What was typed: words with their forms; two or three neighbours may also be one word. */
const understand = (tools, text, least) => {
  const tokens = tools.tokens(text), big = (t) => t.length > 1 && !tools.common.has(tools.bare(t)), some = tokens.some(big);
  return tokens.map((t, n) => ({
    needed: !some || big(t),
    forms: [tools.bare(t, n === tokens.length - 1 ? least : undefined), ...tools.forms(t).slice(1)],
    joined: [2, 3].filter((size) => n + size <= tokens.length).map((size) => ({ form: tools.bare(tokens.slice(n, n + size).join("")), size })),
  }));
};
/* Best first: rarer words, better places and whole words count more; all needed words, or as many as any has. */
const grade = async (shelves, words, total, worth, has) => {
  const look = (form) => lookup(shelves, form), best = words.map(() => new Map());
  const give = (found, n, size, form, share) => {
    const often = new Map();
    for (const [term, list] of found) often.set(term, (often.get(term) ?? 0) + list.length);
    for (const [term, list] of found) {
      const rare = share * Math.log(1 + total / often.get(term)) * (term === form ? 1 : 0.5 * form.length / term.length);
      for (const [number, weight] of list) {
        const points = rare * worth(weight);
        for (let k = n; k < n + size; k++) if (!(best[k].get(number)?.points >= points)) best[k].set(number, { points, weight });
      }
    }
  };
  await Promise.all(words.flatMap(({ forms, joined }, n) => [
    look(forms[0]).then(async (found) => {
      const own = found.filter(([term]) => term === forms[0]);
      give(found, n, 1, forms[0], 1);
      /* A first letter may be a clitic where the files say so, or where nothing has it. */
      if (!own.length || own.some(([, , leaning]) => leaning)) {
        await Promise.all(forms.slice(1).map(async (form) => give(await look(form), n, 1, form, 0.6)));
      }
    }),
    ...joined.map(async ({ form, size }) => give(await look(form), n, size, form, 1)),
  ]));
  const sums = new Map();
  best.forEach((one, n) => one.forEach(({ points, weight }, number) => {
    if (!has(number)) return;
    const sum = sums.get(number) ?? { number, points: 0, words: 0, deep: false }, { needed } = words[n];
    sum.points += points;
    sum.words += needed;
    sum.deep ||= needed && !weight;
    sums.set(number, sum);
  }));
  let most = 1;
  for (const sum of sums.values()) most = Math.max(most, sum.words);
  const found = [...sums.values()].filter((s) => s.words === most).sort((a, b) => b.points - a.points || b.number - a.number);
  return { words, found, all: most === words.filter((w) => w.needed).length };
};
const articles = async (tools, text, picked) => {
  const { langs, slots, segments } = tools, words = understand(tools, text);
  const year = (number) => new Date((Math.floor(number / slots / langs.length) - 719163) * 864e5).getUTCFullYear();
  const lists = await Promise.all([picked.name, picked.source && `source/${picked.source}`].filter(Boolean)
    .map(async (key) => new Set((await lookup(segments, `@${key}`)).flatMap(([, list]) => list.map(([number]) => number)))));
  const has = (n) => lists.every((one) => one.has(n)) && (!picked.lang || langs[n % langs.length] === picked.lang)
    && (!picked.year || year(n) === Number(picked.year));
  if (words.length) return grade(segments, words, tools.articles, (weight) => PLACES[weight], has);
  return { words, all: true, found: [...lists[0] ?? []].filter(has).sort((a, b) => b - a).map((number) => ({ number })) };
};
const names = async (tools, text) => {
  const { people } = tools, words = understand(tools, text, 2), { folder, count } = people[0];
  if (text.trim().length < 2) return [];
  const { found, all } = await grade(people, words, 1000, (rank) => 1 + rank / 8, () => true);
  const cards = await Promise.all((all ? found : []).slice(0, NAMES)
    .map(async ({ number }) => (await get(`${folder}-${count}/c${Math.floor(number / BLOCK).toString(16)}.json`))?.[number]));
  return cards.filter(Boolean);
};

/* what is shown */
const make = (tag, given = {}, ...inside) => {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(given)) if (value) node.setAttribute(name, value);
  node.append(...inside);
  return node;
};
const span = (name, text, given) => make("span", { class: name, ...given }, text);
const way = (lang) => (lang === "en" ? "ltr" : "rtl"), ours = { lang: edition, dir: way(edition) };
const numbered = (folder, name) => get(`${folder}/${name.slice(-2)}/${name}.json`);

/* The whole words of a text that answer the query: { start, end, hits }. */
const marks = (tools, words, text) => {
  const all = tools.written(text).map((w) => ({ ...w, whole: w.parts.join("") }));
  return all.map(({ start, end, parts, whole }, at) => {
    const keys = [whole, ...parts].flatMap(tools.forms);
    const pairs = [(all[at - 1]?.whole ?? "") + whole, whole + (all[at + 1]?.whole ?? "")].map((k) => tools.bare(k));
    const hits = words.filter(({ needed, forms, joined }) => needed && (forms.some((f) => pairs.includes(f))
      || [...forms, ...joined.map((j) => j.form)].some((f) => keys.some((k) => k === f || (f.length > 2 && k.startsWith(f))))));
    return { start, end, hits };
  }).filter((m) => m.hits.length);
};
const write = (node, text, found, from = 0, to = text.length) => {
  let at = from;
  for (const { start, end } of found) {
    if (start < at || end > to) continue;
    node.append(text.slice(at, start), make("mark", {}, text.slice(start, end)));
    at = end;
  }
  node.append(text.slice(at, to));
  return node;
};
/* The text that answers most words; a long one is cut between words, with the dots outside of what is cited. */
const snippet = (tools, words, texts, card) => {
  const rows = texts.map((text) => ({ text, found: marks(tools, words, text) }));
  const count = ({ found }) => new Set(found.flatMap((m) => m.hits)).size;
  const { text, found } = rows.reduce((a, b) => (count(b) > count(a) ? b : a));
  const first = found[0]?.start ?? 0;
  let from = first > 120 && text.length > LONG ? text.lastIndexOf(" ", first - 80) + 1 : 0, to = text.length;
  if (to - from > LONG) to = Math.max(text.lastIndexOf(" ", from + LONG), found[0]?.end ?? 0);
  return make("p", { class: "lead", lang: card.lang, dir: card.dir },
    from ? "… " : "", write(make("span"), text, found, from, to), to < text.length ? " …" : "");
};
const result = async (tools, words, { number, deep }) => {
  const name = number.toString(36), card = await numbered("cards", name);
  if (!card) return "";
  const { lang, dir } = card, known = [...fields.source.options].find((o) => o.value && o.value === card.source);
  const texts = [...card.digest ?? [], ...card.deck ? [card.deck] : [], ...deep ? await numbered("texts", name) ?? [] : []];
  const outlet = known ? span("outlet", known.textContent, { lang: known.lang, dir: known.dir })
    : card.outlet ? span("outlet", card.outlet, { lang, dir }) : span("outlet none", said.unknown, ours);
  const date = span("date", card.date?.[edition] ?? said.undated, ours), top = make("p", { class: "card-top" }, outlet, span("dot", ""), date);
  if (card.basis === "inferred") date.append(" ", span("flag", said.inferred));
  if (lang !== edition) top.append(span("dot", ""), span("tongue", said[lang], ours));
  const link = make("a", { href: said.root + card.url, lang, dir, hreflang: lang });
  return make("article", { class: "card", dir, "data-lang": lang }, top,
    make("h3", { class: `card-title${card.derived ? " derived" : ""}` }, write(link, card.title, marks(tools, words, card.title))),
    texts.length ? snippet(tools, words, texts, card) : "");
};
const label = (one) => one.label[edition] ?? Object.values(one.label)[0];
const named = (one) => {
  const [text, lang] = label(one), only = press("only", said.only, () => {
    fields.q.value = "";
    choose(`${one.kind}/${one.id}`, text);
    run();
    field.focus();
  });
  return make("li", {}, make("a", { href: `${said.root}${edition}/${one.url}`, lang, dir: way(lang) }, text), span("kind", said[one.kind]), only);
};
const section = (id, title, inside) => make("section", { "aria-labelledby": id }, make("h2", { id }, title), inside);
const press = (name, text, act) => {
  const button = make("button", { type: "button", class: name }, text);
  button.addEventListener("click", act);
  return button;
};
const fill = async (tools, { words, found }, into, from) => {
  into.append(...await Promise.all(found.slice(from, from + SHOWN).map((one) => result(tools, words, one))));
  if (from + SHOWN >= found.length) return;
  into.after(press("copy", said.more, async ({ target }) => {
    const count = into.children.length;
    target.remove();
    await fill(tools, { words, found }, into, from + SHOWN);
    into.children[count]?.querySelector("a").focus();
  }));
};

/* what the reader does */
const field = fields.named, offers = new Map(), PICKED = ["lang", "source", "year"];
let round = 0, timer, chosen = {};
const choose = (name, text) => {
  chosen = name ? { name, label: text } : {};
  field.value = text;
};
const run = async () => {
  const mine = ++round, text = fields.q.value.trim();
  const picked = { ...Object.fromEntries(PICKED.map((name) => [name, fields[name].value])), ...chosen };
  const query = new URLSearchParams(Object.entries({ q: text, ...picked }).filter(([, value]) => value));
  history.replaceState(null, "", `?${query}`);
  const shown = document.createDocumentFragment();
  let says = "";
  try {
    if (text || picked.name || picked.source) {
      const tools = await load(), [people, answer] = await Promise.all([names(tools, text), articles(tools, text, picked)]);
      const { found, all } = answer, count = `${found.length}`.replace(/\d/g, (d) => said.digits[d]);
      if (people.length) shown.append(section("found-names", said.names, make("ul", { class: "found-names" }, ...people.map(named))));
      if (found.length) {
        const into = make("div", { class: "cards" });
        shown.append(section("found-articles", said.articles, into));
        await fill(tools, answer, into, 0);
      }
      says = found.length && !all ? said.some : found.length || people.length ? said.count.replace("{}", count) : said.none;
    }
  } catch {
    says = said.failed;
  }
  if (mine !== round) return;
  box.replaceChildren(shown);
  by("found").textContent = says;
};
const offer = async () => {
  const typed = field.value;
  if (offers.has(typed)) choose(offers.get(typed), typed);
  else if (chosen.name) chosen = {};
  if (!typed || chosen.name) return void run();
  const found = await names(await load(), typed);
  if (field.value !== typed) return;
  field.list.replaceChildren(...found.map((one) => {
    const [value] = label(one);
    offers.set(value, `${one.kind}/${one.id}`);
    return make("option", { value }, said[one.kind]);
  }));
};
const soon = (wait) => {
  clearTimeout(timer);
  timer = setTimeout(run, wait);
};
fields.q.addEventListener("input", () => soon(150));
field.addEventListener("input", offer);
form.addEventListener("submit", (event) => event.preventDefault() ?? soon(0));
const given = new URLSearchParams(location.search);
fields.q.value = given.get("q") ?? "";
for (const name of PICKED) {
  fields[name].value = given.get(name) ?? "";
  if (fields[name].selectedIndex < 0) fields[name].value = "";
  fields[name].addEventListener("change", run);
}
choose(given.get("name"), given.get("label") ?? given.get("name") ?? "");
by("without-script").hidden = true;
form.hidden = false;
if (!fields.q.value) fields.q.focus();
run();
};

if (by("search")) start(by("search"), by("results"));
