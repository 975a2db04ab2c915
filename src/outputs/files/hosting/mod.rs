//! What hosts read beside a site: how long each file may be kept, which types there are, what stands for what is missing. Each
//! host that `hosts` in `site.yaml` names gets its file.
//!
//! Pages are right on a host that reads none of these: they only make it quicker and its answers exact.

use super::super::{Output, OutputKind, PlanContext, PublishOrder};
use crate::finding::Finding;
use crate::render::{Rendered, Renderer};
use crate::route;
use crate::schema::Host;

/// A file for a host.
#[derive(Debug)]
struct HostFile(Host);

/// Types that an IIS may lack.
const IIS_TYPES: [(&str, &str); 7] = [
    (".avif", "image/avif"),
    (".csv", "text/csv; charset=utf-8"),
    (".json", "application/json"),
    (".jsonld", "application/ld+json"),
    (".svg", "image/svg+xml"),
    (".webp", "image/webp"),
    (".woff2", "font/woff2"),
];

pub(crate) fn plan(context: &PlanContext<'_>) -> Vec<Output> {
    let mut outputs: Vec<Output> = Vec::new();
    for &host in &context.catalog.site.hosts {
        let Some(url_path) = url_path(host) else { continue };
        // Two hosts read one file.
        if outputs.iter().all(|output| output.url_path != url_path) {
            outputs.push(Output::new(url_path, HostFile(host)));
        }
    }
    outputs
}

/// Where the file for a host stands; `None` for hosts that read none.
fn url_path(host: Host) -> Option<&'static str> {
    match host {
        Host::Netlify | Host::Cloudflare => Some("_headers"),
        Host::Github => Some(".nojekyll"),
        Host::Gitlab => None,
        Host::Nginx => Some("may-chu/nginx.conf"),
        Host::Caddy => Some("may-chu/Caddyfile"),
        Host::Iis => Some("web.config"),
    }
}

/// The file for a host, for a site at this address.
fn text(host: Host, base_url: Option<&str>) -> String {
    let template = match host {
        Host::Netlify | Host::Cloudflare => include_str!("headers.txt"),
        Host::Github | Host::Gitlab => "",
        Host::Nginx => include_str!("nginx.conf"),
        Host::Caddy => include_str!("Caddyfile"),
        Host::Iis => include_str!("web.config"),
    };
    let path = base_url.map_or_else(|| "/".to_owned(), route::path_of);
    let below = if path == "/" { String::new() } else { format!(", itself in {path}") };
    // Without an address, for whatever name the server is asked by.
    let name = base_url.map_or("_", route::host_of);
    let types = IIS_TYPES.map(|(extension, media_type)| {
        let remove = format!("      <remove fileExtension=\"{extension}\" />\n");
        format!("{remove}      <mimeMap fileExtension=\"{extension}\" mimeType=\"{media_type}\" />\n")
    });
    // In an office's own network a site often has no TLS, and a port. With TLS nginx is told of it elsewhere.
    let (is_plain, port) = base_url.map_or((false, None), |url| (url.starts_with("http://"), route::port_of(url)));
    let scheme = if is_plain { "http://" } else { "" };
    let site = match (base_url, port) {
        (None, _) => ":80".to_owned(),
        (_, None) => format!("{scheme}{name}"),
        (_, Some(port)) => format!("{scheme}{name}:{port}"),
    };
    let values = [
        ("%HOST%", name),
        ("%SITE%", &site),
        ("%PORT%", port.filter(|_| is_plain).unwrap_or("80")),
        ("%PATH%", &path),
        ("%BELOW%", &below),
        ("%TYPES%", &types.concat()),
    ];
    values.iter().fold(template.to_owned(), |text, (name, value)| text.replace(name, value))
}

impl OutputKind for HostFile {
    fn order(&self) -> PublishOrder {
        PublishOrder::Index
    }

    fn render<'o>(&'o self, renderer: &'o Renderer<'_>, _: &str) -> Result<Rendered<'o>, Box<Finding>> {
        Ok(text(self.0, renderer.catalog.site.base_url.as_deref()).into_bytes().into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_path_gets_a_header_twice() {
        let mut rules: Vec<(&str, Vec<&str>)> = Vec::new();
        for line in include_str!("headers.txt").lines().filter(|line| !line.starts_with('#')) {
            match line.strip_prefix("  ") {
                None => rules.push((line, Vec::new())),
                Some(header) => rules.last_mut().unwrap().1.push(header.split_once(": ").unwrap().0),
            }
        }
        assert!(rules.len() > 1);
        let covers = |pattern: &str, path: &str| match pattern.strip_suffix('*') {
            Some(start) => path.starts_with(start),
            None => path == pattern,
        };
        for path in ["/", "/index.html", "/assets/h/style.0.css", "/assets/start.js", "/sw.js"] {
            let mut names: Vec<&str> = rules
                .iter()
                .filter(|(pattern, _)| covers(pattern, path))
                .flat_map(|(_, names)| names.clone())
                .collect();
            let all = names.len();
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), all, "{path}");
        }
    }

    #[test]
    fn an_address_without_tls_and_with_a_port_is_served_as_it_is() {
        for (base_url, caddy, nginx) in [
            ("https://x.vn/", "\nx.vn {", "listen 80;"),
            ("https://x.vn:8443/", "\nx.vn:8443 {", "listen 80;"),
            ("http://10.1.2.3:8080/dvk/", "\nhttp://10.1.2.3:8080 {", "listen 8080;"),
            ("http://noi-bo/", "\nhttp://noi-bo {", "listen 80;"),
        ] {
            assert!(text(Host::Caddy, Some(base_url)).contains(caddy), "{base_url}");
            assert!(text(Host::Nginx, Some(base_url)).contains(nginx), "{base_url}");
        }
    }

    #[test]
    fn iis_is_told_nothing_twice() {
        let text = text(Host::Iis, None);
        let config = roxmltree::Document::parse(&text).unwrap();
        let added: Vec<_> = config
            .descendants()
            .filter(|node| ["mimeMap", "add", "error"].iter().any(|name| node.has_tag_name(*name)))
            .collect();
        assert!(added.len() > IIS_TYPES.len());
        for node in added {
            let before = node.prev_siblings().skip(1).find(roxmltree::Node::is_element).unwrap();
            let named = |node: roxmltree::Node<'_, '_>| {
                ["fileExtension", "name", "segment", "statusCode"]
                    .iter()
                    .find_map(|key| node.attribute(*key).map(str::to_owned))
            };
            let is_removed = before.has_tag_name("remove") && named(before) == named(node);
            assert!(is_removed || before.has_tag_name("clear"), "{node:?} is not removed first");
        }
    }

    #[test]
    fn a_site_in_a_sub_path_has_its_own_page_for_what_is_missing() {
        let at = |url| text(Host::Nginx, url);
        assert!(at(Some("https://x.vn/dvk/")).contains("error_page 403 404 =404 /dvk/404.html;"));
        assert!(at(Some("https://x.vn:8080/")).contains("server_name x.vn;") && at(None).contains(" /404.html;"));
        assert!(!at(None).contains('%'));
    }
}
