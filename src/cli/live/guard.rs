//! Who may ask: the page that was opened, and no other.

use oxhttp::model::header::{CONTENT_TYPE, HOST, ORIGIN};
use oxhttp::model::{Body, Method, Request, StatusCode};

/// What a page must know and say to be answered.
pub(super) struct Guard {
    token: String,
    hosts: [String; 2],
}

impl Guard {
    /// For a port of this machine, with a token that nobody can guess.
    pub(super) fn new(port: u16) -> Result<Self, getrandom::Error> {
        let mut bytes = [0; 16];
        getrandom::fill(&mut bytes)?;
        let token = bytes.map(|byte| format!("{byte:02x}")).concat();
        let hosts = ["127.0.0.1", "localhost"].map(|name| format!("{name}:{port}"));
        Ok(Self { token, hosts })
    }

    /// The address of the page.
    pub(super) fn address(&self) -> String {
        format!("http://{}/{}/", self.hosts[0], self.token)
    }

    /// What is asked for, below the token.
    ///
    /// # Errors
    /// The status of the refusal: another host or origin than that of the page, as a page of
    /// somebody else would have; no token; or a form of somebody else.
    pub(super) fn asked<'a>(&self, request: &'a Request<Body>) -> Result<&'a str, StatusCode> {
        let header = |name| request.headers().get(name).map(|value| value.as_bytes());
        let is_own = |host: &[u8]| self.hosts.iter().any(|own| own.as_bytes() == host);
        if !header(HOST).is_some_and(is_own) {
            return Err(StatusCode::FORBIDDEN);
        }
        let is_of_page = |origin: &[u8]| origin.strip_prefix(b"http://").is_some_and(is_own);
        if !header(ORIGIN).is_none_or(is_of_page) {
            return Err(StatusCode::FORBIDDEN);
        }
        // a browser says where a request comes from, whatever a page wants
        let site = request.headers().get("sec-fetch-site");
        if !site.is_none_or(|site| [&b"same-origin"[..], b"none"].contains(&site.as_bytes())) {
            return Err(StatusCode::FORBIDDEN);
        }
        if request.method() == Method::POST
            && header(CONTENT_TYPE).is_none_or(|kind| kind != b"application/json")
        {
            return Err(StatusCode::UNSUPPORTED_MEDIA_TYPE);
        }
        let path = request.uri().path().strip_prefix('/');
        let rest = path.and_then(|path| path.split_once('/'));
        match rest {
            Some((token, rest)) if is_same(token, &self.token) => Ok(rest),
            _ => Err(StatusCode::NOT_FOUND),
        }
    }
}

/// Compares in a time that does not tell where texts differ.
fn is_same(one: &str, other: &str) -> bool {
    let pairs = one.bytes().zip(other.bytes());
    let differences = pairs.fold(0, |found, (a, b)| found | (a ^ b));
    one.len() == other.len() && differences == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(guard: &Guard, headers: &[(&str, &str)]) -> Request<Body> {
        let builder = Request::builder().method(Method::POST);
        let builder = builder.uri(format!("{}look", guard.address()));
        let builder = headers.iter().fold(builder, |builder, (name, value)| {
            builder.header(*name, *value)
        });
        builder.body(Body::empty()).unwrap()
    }

    #[test]
    fn only_the_page_itself_is_answered() {
        let guard = Guard::new(8000).unwrap();
        let kind = ("content-type", "application/json");
        let own = ("host", "localhost:8000");
        let asked = |headers: &[(&str, &str)]| {
            let request = request(&guard, headers);
            guard.asked(&request).map(str::to_owned)
        };
        let origin = ("origin", "http://localhost:8000");
        assert_eq!(asked(&[own, kind]), Ok("look".to_owned()));
        assert_eq!(
            asked(&[own, kind, origin, ("sec-fetch-site", "same-origin")]),
            Ok("look".to_owned())
        );
        for foreign in [
            vec![kind],
            vec![("host", "evil.example:8000"), kind],
            vec![("host", "localhost:8001"), kind],
            vec![own, kind, ("origin", "http://evil.example")],
            vec![own, kind, ("origin", "null")],
            vec![own, kind, ("origin", "https://localhost:8000")],
            vec![own, kind, ("sec-fetch-site", "cross-site")],
        ] {
            assert_eq!(asked(&foreign), Err(StatusCode::FORBIDDEN), "{foreign:?}");
        }
        let form = ("content-type", "text/plain");
        assert_eq!(asked(&[own, form]), Err(StatusCode::UNSUPPORTED_MEDIA_TYPE));
        assert_eq!(asked(&[own]), Err(StatusCode::UNSUPPORTED_MEDIA_TYPE));
    }

    #[test]
    fn tokens_differ_and_are_needed() {
        let [guard, other] = [8000, 8000].map(|port| Guard::new(port).unwrap());
        assert_ne!(guard.token, other.token);
        let headers = [
            ("host", "127.0.0.1:8000"),
            ("content-type", "application/json"),
        ];
        let request = request(&other, &headers);
        assert_eq!(guard.asked(&request), Err(StatusCode::NOT_FOUND));
        assert!(!is_same("abc", "abcd") && !is_same("abc", "abd") && is_same("abc", "abc"));
    }
}
