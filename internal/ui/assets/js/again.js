// again fetches a page for the parts of it that are shown already: what the next page is to say stays for that page.
export const again = (address) => fetch(address, { cache: "no-store", headers: { Prefer: "return=minimal" } });
