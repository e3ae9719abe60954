/* Search: terms as in generator/khulasa/site/search/words.py, with its table (search/fold.json) and its files.
   Everything that comes from an article is put in as text, never as markup. */

/* ---- words: the same steps as in Python ---- */
export const reader = (table) => {
  const word = `[\\p{L}\\p{N}]+(?:[${table.drop}]+[\\p{L}\\p{N}]*)*`;
  const grouped = `[${table.digits}]+(?:[,\u066c][${table.digits}]{3})+(?![${table.digits}])`;
  const token = new RegExp(`${grouped}|${word}`, "gu");
  const drop = new RegExp(`[${table.drop}]`, "gu");
  const common = new Set(table.common);
  const term = (written) => Array.from(written.replace(/[,\u066c]/g, "").normalize("NFKC").toLowerCase().replace(drop, ""),
    (c) => table.letters[c] ?? c).join("").normalize("NFD").replace(/[\u0300-\u036f\u02b0-\u02ff]/g, "");
  const bare = (folded, least = table.least) => {
    const article = table.articles.find((a) => folded.startsWith(a) && folded.length - a.length >= least);
    return article ? folded.slice(article.length) : folded;
  };
  const forms = (folded) => {
    const found = bare(folded), others = [];
    if (found !== folded) return [found];
    if (table.clitics.includes(folded[0]) && folded.length > table.least) {
      others.push(folded.slice(1));
      if (table.conjunctions.includes(folded[0]) && table.clitics.includes(folded[1]) && folded.length > table.least + 1) others.push(folded.slice(2));
    }
    return [folded, ...others];
  };
  const parts = (written) => written.split(table.zwnj).map(term).filter(Boolean);
  const tokens = (text) => Array.from(text.matchAll(token), (m) => parts(m[0])).flat();
  return { token, term, bare, forms, parts, tokens, common, understood: (text) => tokens(text).map((w) => forms(w)) };
};

/* ---- files ---- */
const ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_";
const VALUE = Object.fromEntries(Array.from(ALPHABET, (c, n) => [c, n]));
export const decode = (text, base, weights) => {
  const found = [];
  let number = base, value = 0, scale = 1;
  for (const c of text) {
    const digit = VALUE[c];
    value += (digit & 31) * scale;
    scale *= 32;
    if (digit < 32) {
      number += Math.floor(value / weights);
      found.push([number, value % weights]);
      value = 0;
      scale = 1;
    }
  }
  return found;
};
export const place = (term, letters, count) => {
  let value = 0x811c9dc5;
  for (const c of term.startsWith("@") ? term : Array.from(term).slice(0, letters)) {
    value = Math.imul(value ^ (c.codePointAt(0) & 0xffff), 0x01000193) >>> 0;
  }
  return ((value ^ (value >>> 15)) & (count - 1)) >>> 0;
};

const start = (form, box) => {
  const root = box.dataset.root + "search/", said = box.dataset, status = document.getElementById("found");
  const edition = document.documentElement.lang, WEIGHTS = 4, RANKS = 8, SHOWN = 8, NAMES = 6, BLOCK = 64;
  const SAYS = [1, 2, 4, 6];
  const EPOCH = 719163; /* 1 January 1970, counted from 1 January of year 1 */
  const seen = new Map();
  const get = (path, cache = "default") => {
    if (!seen.has(path)) {
      seen.set(path, fetch(root + path, { cache }).then((r) => (r.ok ? r.json() : null)));
      seen.get(path).catch(() => seen.delete(path));
    }
    return seen.get(path);
  };
  let ready;
  const load = () => {
    ready ??= Promise.all([get("fold.json"), get("index.json", "no-cache")]).then(([table, index]) => ({ index, ...reader(table) }));
    ready.catch(() => { ready = undefined; });
    return ready;
  };

  /* The lists of a term and, where asked, of those that begin with it: [term, list of [number, weight]]. */
  const lookup = (files, term, begins) => Promise.all(files.map(async ({ folder, count, letters, base, weights }) => {
    const file = await get(`${folder}-${count}/${place(term, letters, count).toString(16)}.json`) ?? {};
    const long = begins && Array.from(term).length >= letters;
    return Object.keys(file).filter((t) => t === term || (long && t.startsWith(term)))
      .map((t) => [t, decode(file[t], base, weights)]);
  })).then((found) => found.flat());
  const segments = (index) => index.segments.map(([folder, base, count]) => ({ folder, base, count, letters: 3, weights: WEIGHTS }));
  const nameFiles = (index) => {
    const [, folder, count] = index.names.match(/^(.*)-(\d+)$/);
    return [{ folder, count: Number(count), letters: 2, base: 0, weights: RANKS }];
  };

  /* How well each number answers each word: rarer words, better places and whole words count more. */
  const grade = async (files, words, total, says) => {
    const graded = words.map(() => new Map());
    const give = (at, found, share, exact) => {
      const often = new Map();
      for (const [term, list] of found) often.set(term, (often.get(term) ?? 0) + list.length);
      for (const [term, list] of found) {
        const worth = share * (term === exact ? 1 : 0.5 * exact.length / term.length) * Math.log(1 + total / often.get(term));
        for (const [number, weight] of list) {
          const points = worth * says(weight);
          for (const n of at) if ((graded[n].get(number) ?? 0) < points) graded[n].set(number, points);
        }
      }
    };
    await Promise.all(words.flatMap(({ forms, joined }, n) => [
      ...forms.map(async (form, rank) => give([n], await lookup(files, form, true), rank ? 0.6 : 1, form)),
      ...joined.map(async ({ form, at }) => give(at, await lookup(files, form, true), 1, form)),
    ]));
    return graded;
  };

  /* What was typed: words with their forms; two or three neighbours may be written as one. */
  const understand = (tools, text, least) => {
    const tokens = tools.tokens(text);
    const some = tokens.some((t) => !tools.common.has(tools.bare(t)) && t.length > 1);
    return tokens.map((t, n) => ({
      forms: least ? [tools.bare(t, n === tokens.length - 1 ? least : undefined)] : tools.forms(t),
      joined: [2, 3].filter((size) => n + size <= tokens.length)
        .map((size) => ({ form: tools.bare(tokens.slice(n, n + size).join("")), at: Array.from({ length: size }, (_, k) => n + k) })),
      needed: !some || (t.length > 1 && !tools.common.has(tools.bare(t))),
    }));
  };

  const day = (index, number) => Math.floor(number / (index.slots * index.langs.length));
  const year = (index, number) => new Date((day(index, number) - EPOCH) * 864e5).getUTCFullYear();
  const allowed = async (index, filters) => {
    const only = await Promise.all([filters.name, filters.source && `source/${filters.source}`].filter(Boolean)
      .map(async (key) => new Map((await lookup(segments(index), `@${key}`, false)).flatMap(([, list]) => list))));
    const lang = index.langs.indexOf(filters.lang);
    return {
      lists: only,
      has: (n) => only.every((one) => one.has(n)) && (!filters.lang || n % index.langs.length === lang)
        && (!filters.year || (day(index, n) > 0 && String(year(index, n)).padStart(4, "0") === filters.year)),
    };
  };

  const articles = async (tools, text, filters) => {
    const { index } = tools, words = understand(tools, text), gate = await allowed(index, filters);
    if (!words.length) {
      const found = gate.lists.length ? Array.from(gate.lists[0].keys()).filter(gate.has).sort((a, b) => b - a) : [];
      return { words, found, all: true, body: new Set() };
    }
    const graded = await grade(segments(index), words, index.articles, (w) => SAYS[w]);
    const needed = words.filter((w) => w.needed).length, best = new Map();
    graded.forEach((one, n) => one.forEach((points, number) => {
      const old = best.get(number) ?? { points: 0, words: 0 };
      best.set(number, { points: old.points + points, words: old.words + (words[n].needed ? 1 : 0) });
    }));
    let found = Array.from(best).filter(([number]) => gate.has(number));
    const most = found.reduce((m, [, one]) => Math.max(m, one.words), 0);
    found = found.filter(([, one]) => one.words === most && most > 0)
      .sort(([m, a], [n, b]) => b.points - a.points || n - m).map(([number]) => number);
    return { words, found, all: most === needed };
  };

  const names = async (tools, text) => {
    const { index } = tools, words = understand(tools, text, 2);
    if (!words.length || text.trim().length < 2) return [];
    const graded = await grade(nameFiles(index), words, 1000, (rank) => 1 + rank / RANKS);
    const needed = graded.filter((_, n) => words[n].needed), points = new Map();
    graded.forEach((one) => one.forEach((p, number) => points.set(number, (points.get(number) ?? 0) + p)));
    const best = Array.from(points).filter(([number]) => needed.every((one) => one.has(number)))
      .sort(([m, a], [n, b]) => b - a || m - n).slice(0, NAMES).map(([number]) => number);
    const folder = nameFiles(index)[0];
    const cards = await Promise.all(best.map((n) => get(`${folder.folder}-${folder.count}/c${Math.floor(n / BLOCK).toString(16)}.json`)));
    return best.map((n, k) => cards[k]?.[n]).filter(Boolean);
  };

  /* ---- what is shown ---- */
  const make = (tag, given = {}, ...inside) => {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(given)) if (value) node.setAttribute(name, value);
    node.append(...inside);
    return node;
  };
  const digits = (text) => String(text).replace(/[0-9]/g, (d) => said.digits[d]);
  const rtl = (lang) => (lang === "en" ? "ltr" : "rtl");
  const numbered = (folder, number) => {
    const text = number.toString(36);
    return `${folder}/${text.slice(-2)}/${text}.json`;
  };

  /* The words of a text that answer the query: [start, end, which words]. Whole words only. */
  const marks = (tools, words, text) => {
    const written = Array.from(text.matchAll(tools.token), (m) => ({ start: m.index, end: m.index + m[0].length, parts: tools.parts(m[0]) }));
    const found = [];
    const answers = (key, n) => words[n].forms.some((f) => tools.forms(key).some((k) => k === f || (f.length > 2 && k.startsWith(f))))
      || words[n].joined.some(({ form }) => form.length > 2 && tools.bare(key).startsWith(form));
    written.forEach(({ start, end, parts }, at) => {
      const next = written[at + 1]?.parts.join("") ?? "", before = written[at - 1]?.parts.join("") ?? "", whole = parts.join("");
      const keys = [whole, ...parts];
      const hits = words.map((_, n) => n).filter((n) => keys.some((k) => answers(k, n))
        || words[n].forms.some((f) => f === tools.bare(whole + next) || f === tools.bare(before + whole)));
      if (hits.length) found.push({ start, end, hits });
    });
    return found;
  };
  const write = (node, text, found, from = 0, to = text.length) => {
    let place = from;
    for (const { start, end } of found.filter((m) => m.start >= from && m.end <= to)) {
      node.append(text.slice(place, start), make("mark", {}, text.slice(start, end)));
      place = end;
    }
    node.append(text.slice(place, to));
    return node;
  };
  const answered = (found, words) => new Set(found.flatMap((m) => m.hits).filter((n) => words[n].needed)).size;
  /* The sentence that answers most words; a long one is cut between words, with the dots outside the cited text. */
  const snippet = (tools, words, texts, card) => {
    let best = { text: texts[0] ?? "", found: [], count: -1 };
    for (const text of texts) {
      const found = marks(tools, words, text), count = answered(found, words);
      if (count > best.count) best = { text, found, count };
    }
    const { text, found } = best, given = { class: "lead", lang: card.lang, dir: card.dir }, LONG = 280;
    if (text.length <= LONG) return write(make("p", given), text, found);
    const first = found[0]?.start ?? 0;
    let from = first < 120 ? 0 : text.lastIndexOf(" ", first - 90) + 1;
    let to = text.lastIndexOf(" ", from + LONG);
    if (to <= first || from + LONG >= text.length) to = text.length;
    if (from > first) from = 0;
    const cited = write(make("span"), text, found, from, to);
    return make("p", given, ...(from ? ["… "] : []), cited, ...(to < text.length ? [" …"] : []));
  };

  const result = async (tools, words, number) => {
    const card = await get(numbered("cards", number));
    if (!card) return null;
    const heads = [card.title, card.deck ?? ""], own = card.digest ?? [];
    const inHead = (texts) => new Set(texts.flatMap((t) => marks(tools, words, t)).flatMap((m) => m.hits).filter((n) => words[n].needed));
    const needed = words.filter((w) => w.needed).length, first = inHead([...heads, ...own]);
    let texts = card.deck ? [...own, card.deck] : own;
    if (first.size < needed && card.more) texts = [...texts, ...(await get(numbered("texts", number)) ?? [])];
    const source = Array.from(form.elements.source.options).find((o) => o.value && o.value === card.source);
    const outlet = source ? make("span", { class: "outlet", lang: source.lang, dir: source.dir }, source.textContent)
      : make("span", card.outlet ? { class: "outlet", lang: card.lang, dir: card.dir } : { class: "outlet none" }, card.outlet || said.unknown);
    const top = make("p", { class: "card-top", dir: rtl(edition) }, outlet, make("span", { class: "dot" }), make("span", { class: "date" }, card.date?.[edition] ?? said.undated));
    if (card.basis === "inferred") top.append(" ", make("span", { class: "flag" }, said.inferred));
    if (card.lang !== edition) top.append(make("span", { class: "dot" }), make("span", { class: "tongue" }, said[card.lang]));
    const link = write(make("a", { href: said.root + card.url, lang: card.lang, dir: card.dir, hreflang: card.lang }), card.title, marks(tools, words, card.title));
    const title = make("h3", { class: card.derived ? "card-title derived" : "card-title" }, link);
    const shown = make("article", { class: "card", dir: card.dir, "data-lang": card.lang }, top, title);
    if (texts.length) shown.append(snippet(tools, words, texts, card));
    return shown;
  };
  const label = (one) => one.label[edition] ?? Object.values(one.label)[0];
  const named = (one) => {
    const [text, lang] = label(one), key = `${one.kind}/${one.id}`;
    const only = make("button", { type: "button", class: "only" }, said.only);
    only.addEventListener("click", () => { choose(key, text); form.elements.q.value = ""; run(); document.getElementById("f-name").focus(); });
    return make("li", {}, make("a", { href: `${said.root}${edition}/${one.url}`, lang, dir: rtl(lang) }, text), make("span", { class: "kind" }, said[one.kind]), only);
  };
  const section = (id, words, ...inside) => make("section", { "aria-labelledby": id }, make("h2", { id }, words), ...inside);

  /* ---- what the reader does ---- */
  let round = 0, chosen = { key: "", label: "" };
  const offers = new Map(), field = document.getElementById("f-name"), list = document.getElementById("f-names");
  const choose = (key, text) => { chosen = { key, label: text }; field.value = text; };
  const filters = () => ({ lang: form.elements.lang.value, source: form.elements.source.value, year: form.elements.year.value, name: chosen.key });
  const remember = (text, picked) => {
    const query = new URLSearchParams(Object.entries({ q: text.trim(), ...picked, label: chosen.key && chosen.label }).filter(([, v]) => v));
    history.replaceState(null, "", query.size ? `?${query}` : location.pathname);
  };
  const more = (tools, words, found, into, from) => {
    const button = make("button", { type: "button", class: "copy" }, said.more);
    button.addEventListener("click", async () => {
      const count = into.children.length;
      button.remove();
      await fill(tools, words, found, into, from);
      into.children[count]?.querySelector("a").focus();
    });
    return button;
  };
  const fill = async (tools, words, found, into, from) => {
    const made = await Promise.all(found.slice(from, from + SHOWN).map((n) => result(tools, words, n)));
    into.append(...made.filter(Boolean));
    if (from + SHOWN < found.length) into.after(more(tools, words, found, into, from + SHOWN));
  };
  const run = async () => {
    const mine = ++round, text = form.elements.q.value, picked = filters();
    remember(text, picked);
    if (!text.trim() && !picked.name && !picked.source) {
      box.replaceChildren();
      status.textContent = "";
      return;
    }
    try {
      const tools = await load();
      const [people, { words, found, all }] = await Promise.all([names(tools, text), articles(tools, text, picked)]);
      const into = make("div", { class: "cards" }), holder = section("found-articles", said.articles, into);
      await fill(tools, words, found, into, 0);
      if (mine !== round) return;
      box.replaceChildren();
      if (people.length) box.append(section("found-names", said.names, make("ul", { class: "found-names" }, ...people.map(named))));
      if (found.length) box.append(holder);
      const count = said.count.replace("{}", digits(all ? found.length : 0));
      status.textContent = !found.length && !people.length ? said.none : all ? count : found.length ? said.some : count;
    } catch {
      if (mine === round) status.textContent = said.failed;
    }
  };
  let timer;
  const soon = () => { clearTimeout(timer); timer = setTimeout(run, 150); };
  form.elements.q.addEventListener("input", soon);
  form.addEventListener("change", (event) => { if (event.target.localName === "select") run(); });
  form.addEventListener("submit", (event) => { event.preventDefault(); clearTimeout(timer); run(); });
  field.addEventListener("input", async () => {
    const typed = field.value;
    if (offers.has(typed)) choose(offers.get(typed), typed);
    else if (chosen.key) chosen = { key: "", label: "" };
    if (!typed || chosen.key) { run(); return; }
    const found = await names(await load(), typed);
    if (field.value !== typed) return;
    found.forEach((one) => offers.set(label(one)[0], `${one.kind}/${one.id}`));
    list.replaceChildren(...found.map((one) => make("option", { value: label(one)[0], label: `${label(one)[0]} – ${said[one.kind]}` })));
  });

  const restore = () => {
    const given = new URLSearchParams(location.search);
    form.elements.q.value = given.get("q") ?? "";
    for (const name of ["lang", "source", "year"]) form.elements[name].value = given.get(name) ?? "";
    for (const name of ["lang", "source", "year"]) if (form.elements[name].selectedIndex < 0) form.elements[name].value = "";
    choose(given.get("name") ?? "", given.get("label") ?? given.get("name") ?? "");
    run();
  };
  document.getElementById("without-script").hidden = true;
  form.hidden = false;
  addEventListener("popstate", restore);
  restore();
  if (!form.elements.q.value) form.elements.q.focus();
};

const form = document.getElementById("search");
if (form) start(form, document.getElementById("results"));
