/* Search. Terms as in generator/khulasa/site/search/words.py, with its table search/fold.json and its files.
   What comes from an article is put in as text, never as markup. */

/* ------------------------------------------------------------ words: the same steps as in Python */
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
  return { bare, forms, written, tokens, common: new Set(table.common), understood: (text) => tokens(text).map(forms) };
};

/* ------------------------------------------------------------ files: the other side of shards.py */
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
export const place = (term, letters, count) => {
  let value = 0x811c9dc5;
  for (const c of term[0] === "@" ? term : Array.from(term).slice(0, letters)) value = Math.imul(value ^ (c.codePointAt(0) & 0xffff), 0x01000193);
  return ((value ^ (value >>> 15)) & (count - 1)) >>> 0;
};

const start = (form, box) => {
  const said = box.dataset, status = document.getElementById("found"), edition = document.documentElement.lang;
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
  let ready;
  const load = () => {
    ready ??= Promise.all([get("fold.json"), get("index.json", "no-cache")]).then(([table, index]) => {
      const [, folder, count] = index.names.match(/^(.*)-(\d+)$/);
      const segments = index.segments.map(([name, base, n]) => ({ folder: name, base, count: n, letters: 3, weights: 4 }));
      return { ...index, ...reader(table), segments, people: [{ folder, base: 0, count: Number(count), letters: 2, weights: 8 }] };
    });
    ready.catch(() => { ready = undefined; });
    return ready;
  };
  /* [term, [[number, weight] …]] of a term, and of those that begin with it. */
  const lookup = async (shelves, term) => (await Promise.all(shelves.map(async ({ folder, count, letters, base, weights }) => {
    const file = await get(`${folder}-${count}/${place(term, letters, count).toString(16)}.json`) ?? {};
    const begins = Array.from(term).length >= letters && term[0] !== "@";
    return Object.keys(file).filter((t) => t === term || (begins && t.startsWith(term))).map((t) => [t, decode(file[t], base, weights)]);
  }))).flat();

  /* What was typed: words with their forms; two or three neighbours may also be one word. */
  const understand = (tools, text, least) => {
    const tokens = tools.tokens(text), big = (t) => t.length > 1 && !tools.common.has(tools.bare(t)), some = tokens.some(big);
    return tokens.map((t, n) => ({
      needed: !some || big(t),
      forms: least ? [tools.bare(t, n === tokens.length - 1 ? least : undefined)] : tools.forms(t),
      joined: [2, 3].filter((size) => n + size <= tokens.length).map((size) => ({ form: tools.bare(tokens.slice(n, n + size).join("")), size })),
    }));
  };
  /* Best first: rarer words, better places and whole words count more; all needed words, or as many as any has. */
  const grade = async (shelves, words, total, worth, has) => {
    const best = words.map(() => new Map());
    const give = async (n, size, form, share, whole) => {
      const [found, full] = await Promise.all([lookup(shelves, form), whole ? lookup(shelves, whole) : []]), often = new Map();
      for (const [term, list] of [...found, ...full]) often.set(term, (often.get(term) ?? 0) + list.length);
      /* A first letter is taken for a clitic only where the rest is a far more usual word. */
      if (whole && !(often.get(form) > 1.5 * (often.get(whole) ?? 0))) return;
      for (const [term, list] of found) {
        const rare = share * Math.log(1 + total / often.get(term)) * (term === form ? 1 : 0.5 * form.length / term.length);
        for (const [number, weight] of list) {
          const points = rare * worth(weight);
          for (let k = n; k < n + size; k++) if (!(best[k].get(number)?.points >= points)) best[k].set(number, { points, weight });
        }
      }
    };
    await Promise.all(words.flatMap(({ forms, joined }, n) => [
      ...forms.map((form, rank) => give(n, 1, form, rank ? 0.6 : 1, rank ? forms[0] : "")), ...joined.map(({ form, size }) => give(n, size, form, 1)),
    ]));
    const sums = new Map();
    best.forEach((one, n) => one.forEach(({ points, weight }, number) => {
      if (!has(number)) return;
      const sum = sums.get(number) ?? { number, points: 0, words: 0, deep: false }, { needed } = words[n];
      sums.set(number, { number, points: sum.points + points, words: sum.words + needed, deep: sum.deep || (needed && !weight) });
    }));
    const most = Math.max(0, ...Array.from(sums.values(), (s) => s.words));
    const found = Array.from(sums.values()).filter((s) => most && s.words === most).sort((a, b) => b.points - a.points || b.number - a.number);
    return { words, found, all: most === words.filter((w) => w.needed).length };
  };
  const articles = async (tools, text, picked) => {
    const { langs, slots, segments } = tools, words = understand(tools, text);
    const year = (number) => new Date((Math.floor(number / slots / langs.length) - 719163) * 864e5).getUTCFullYear();
    const lists = await Promise.all([picked.name, picked.source && `source/${picked.source}`].filter(Boolean)
      .map(async (key) => new Set((await lookup(segments, `@${key}`)).flatMap(([, list]) => list.map(([number]) => number)))));
    const has = (n) => lists.every((one) => one.has(n)) && (!picked.lang || langs[n % langs.length] === picked.lang)
      && (!picked.year || (n >= slots * langs.length && year(n) === Number(picked.year)));
    if (words.length) return grade(segments, words, tools.articles, (weight) => PLACES[weight], has);
    return { words, all: true, found: Array.from(lists[0] ?? []).filter(has).sort((a, b) => b - a).map((number) => ({ number })) };
  };
  const names = async (tools, text) => {
    const { people } = tools, words = understand(tools, text, 2), { folder, count } = people[0];
    if (text.trim().length < 2) return [];
    const { found, all } = await grade(people, words, 1000, (rank) => 1 + rank / 8, () => true);
    const best = all ? found.slice(0, NAMES).map((one) => one.number) : [];
    const cards = await Promise.all(best.map((n) => get(`${folder}-${count}/c${Math.floor(n / BLOCK).toString(16)}.json`)));
    return best.map((n, k) => cards[k]?.[n]).filter(Boolean);
  };

  /* ---------------------------------------------------------- what is shown */
  const make = (tag, given = {}, ...inside) => {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(given)) if (value) node.setAttribute(name, value);
    node.append(...inside);
    return node;
  };
  const way = (lang) => (lang === "en" ? "ltr" : "rtl");
  const digits = (value) => String(value).replace(/[0-9]/g, (d) => said.digits[d]);
  const numbered = (folder, number) => `${folder}/${number.toString(36).slice(-2)}/${number.toString(36)}.json`;

  /* The whole words of a text that answer the query: { start, end, hits }. */
  const marks = (tools, words, text) => {
    const all = tools.written(text).map((w) => ({ ...w, whole: w.parts.join("") }));
    return all.map(({ start, end, parts, whole }, at) => {
      const keys = [whole, ...parts].flatMap(tools.forms);
      const pairs = [(all[at - 1]?.whole ?? "") + whole, whole + (all[at + 1]?.whole ?? "")].map((k) => tools.bare(k));
      const hits = words.map((_, n) => n).filter((n) => words[n].forms.some((f) => pairs.includes(f))
        || [...words[n].forms, ...words[n].joined.map((j) => j.form)].some((f) => keys.some((k) => k === f || (f.length > 2 && k.startsWith(f)))));
      return { start, end, hits: hits.filter((n) => words[n].needed) };
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
    const card = await get(numbered("cards", number));
    if (!card) return "";
    const { lang, dir } = card, known = Array.from(form.elements.source.options).find((o) => o.value && o.value === card.source);
    const texts = [...card.digest ?? [], ...card.deck ? [card.deck] : [], ...deep ? await get(numbered("texts", number)) ?? [] : []];
    const outlet = known ? make("span", { class: "outlet", lang: known.lang, dir: known.dir }, known.textContent)
      : card.outlet ? make("span", { class: "outlet", lang, dir }, card.outlet) : make("span", { class: "outlet none" }, said.unknown);
    const dot = () => make("span", { class: "dot" });
    const top = make("p", { class: "card-top", lang: edition, dir: way(edition) }, outlet, dot(), make("span", { class: "date" }, card.date?.[edition] ?? said.undated));
    if (card.basis === "inferred") top.append(" ", make("span", { class: "flag" }, said.inferred));
    if (lang !== edition) top.append(dot(), make("span", { class: "tongue" }, said[lang]));
    const link = make("a", { href: said.root + card.url, lang, dir, hreflang: lang });
    return make("article", { class: "card", dir, "data-lang": lang }, top,
      make("h3", { class: `card-title${card.derived ? " derived" : ""}` }, write(link, card.title, marks(tools, words, card.title))),
      texts.length ? snippet(tools, words, texts, card) : "");
  };
  const label = (one) => one.label[edition] ?? Object.values(one.label)[0];
  const named = (one) => {
    const [text, lang] = label(one), only = make("button", { type: "button", class: "only" }, said.only);
    only.addEventListener("click", () => {
      form.elements.q.value = "";
      choose(`${one.kind}/${one.id}`, text);
      run();
      field.focus();
    });
    return make("li", {}, make("a", { href: `${said.root}${edition}/${one.url}`, lang, dir: way(lang) }, text), make("span", { class: "kind" }, said[one.kind]), only);
  };
  const section = (id, title, inside) => make("section", { "aria-labelledby": id }, make("h2", { id }, title), inside);
  const fill = async (tools, { words, found }, into, from) => {
    into.append(...await Promise.all(found.slice(from, from + SHOWN).map((one) => result(tools, words, one))));
    if (from + SHOWN >= found.length) return;
    const more = make("button", { type: "button", class: "copy" }, said.more);
    more.addEventListener("click", async () => {
      const count = into.children.length;
      more.remove();
      await fill(tools, { words, found }, into, from + SHOWN);
      into.children[count]?.querySelector("a").focus();
    });
    into.after(more);
  };

  /* ---------------------------------------------------------- what the reader does */
  const field = document.getElementById("f-name"), list = document.getElementById("f-names"), offers = new Map();
  const PICKED = ["lang", "source", "year"];
  let round = 0, timer, chosen = {};
  const choose = (name, text) => {
    chosen = name ? { name, label: text } : {};
    field.value = text;
  };
  const run = async () => {
    const mine = ++round, text = form.elements.q.value.trim();
    const picked = { ...Object.fromEntries(PICKED.map((name) => [name, form.elements[name].value])), ...chosen };
    const query = new URLSearchParams(Object.entries({ q: text, ...picked }).filter(([, value]) => value));
    history.replaceState(null, "", query.size ? `?${query}` : location.pathname);
    const shown = document.createDocumentFragment();
    let says = "";
    try {
      if (text || picked.name || picked.source) {
        const tools = await load(), [people, answer] = await Promise.all([names(tools, text), articles(tools, text, picked)]);
        const { found, all } = answer;
        if (people.length) shown.append(section("found-names", said.names, make("ul", { class: "found-names" }, ...people.map(named))));
        if (found.length) {
          const into = make("div", { class: "cards" });
          shown.append(section("found-articles", said.articles, into));
          await fill(tools, answer, into, 0);
        }
        says = found.length && !all ? said.some : found.length || people.length ? said.count.replace("{}", digits(found.length)) : said.none;
      }
    } catch {
      says = said.failed;
    }
    if (mine !== round) return;
    box.replaceChildren(shown);
    status.textContent = says;
  };
  const offer = async () => {
    const typed = field.value;
    if (offers.has(typed)) choose(offers.get(typed), typed);
    else if (chosen.name) chosen = {};
    if (!typed || chosen.name) {
      run();
      return;
    }
    const found = await names(await load(), typed);
    if (field.value !== typed) return;
    found.forEach((one) => offers.set(label(one)[0], `${one.kind}/${one.id}`));
    list.replaceChildren(...found.map((one) => make("option", { value: label(one)[0], label: `${label(one)[0]} – ${said[one.kind]}` })));
  };
  const soon = (wait) => {
    clearTimeout(timer);
    timer = setTimeout(run, wait);
  };
  form.elements.q.addEventListener("input", () => soon(150));
  field.addEventListener("input", offer);
  PICKED.forEach((name) => form.elements[name].addEventListener("change", run));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    soon(0);
  });
  const given = new URLSearchParams(location.search);
  form.elements.q.value = given.get("q") ?? "";
  for (const name of PICKED) {
    form.elements[name].value = given.get(name) ?? "";
    if (form.elements[name].selectedIndex < 0) form.elements[name].value = "";
  }
  choose(given.get("name"), given.get("label") ?? given.get("name") ?? "");
  document.getElementById("without-script").hidden = true;
  form.hidden = false;
  if (!form.elements.q.value) form.elements.q.focus();
  run();
};

const form = document.getElementById("search");
if (form) start(form, document.getElementById("results"));
