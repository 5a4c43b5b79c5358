//! Who wrote the papers, and which of them are cited: concentration at the top.

use super::window::Window;
use crate::random::Entity;

/// An accepted paper.
#[derive(Clone, Copy, Debug)]
pub(super) struct Acceptance {
    pub(super) quarter: u32,
    pub(super) author: Entity,
    /// Citations that it gathers in its life.
    pub(super) citations: f64,
}

/// Papers per author in a window, from most to fewest.
pub(super) fn papers_per_author(acceptances: &[Acceptance], window: &Window) -> Vec<u32> {
    let mut authors: Vec<(u32, u32)> = acceptances
        .iter()
        .filter(|paper| (window.first..=window.last).contains(&paper.quarter))
        .map(|paper| (paper.author.id, paper.author.generation))
        .collect();
    authors.sort_unstable();
    let mut papers: Vec<u32> = authors
        .chunk_by(|a, b| a == b)
        .map(|papers| papers.len() as u32)
        .collect();
    papers.sort_unstable_by(|a, b| b.cmp(a));
    papers
}

/// Share of all papers that the top tenth of authors wrote; NaN without
/// authors. The author at the edge counts in proportion, so that the share
/// does not jump with the number of authors.
pub(super) fn top_tenth_share(papers: &[u32]) -> f64 {
    let total: u32 = papers.iter().sum();
    if total == 0 {
        return f64::NAN;
    }
    let (whole, tenths) = (papers.len() / 10, papers.len() % 10);
    let top: u32 = papers[..whole].iter().sum();
    // `whole` lies within the list: a tenth of a list is shorter than the list
    let edge = f64::from(papers[whole]) * (tenths as f64 / 10.0);
    (f64::from(top) + edge) / f64::from(total)
}

/// Share of the citations of the papers accepted in a window that the tenth of
/// them gather which gather most, and how many papers there are; NaN without
/// papers. The paper at the edge counts in proportion.
pub(super) fn top_tenth_of_citations(acceptances: &[Acceptance], window: &Window) -> (f64, u64) {
    let mut citations: Vec<f64> = acceptances
        .iter()
        .filter(|paper| (window.first..=window.last).contains(&paper.quarter))
        .map(|paper| paper.citations)
        .collect();
    if citations.is_empty() {
        return (f64::NAN, 0);
    }
    citations.sort_unstable_by(|a, b| b.total_cmp(a));
    let (whole, tenths) = (citations.len() / 10, citations.len() % 10);
    let top: f64 = citations[..whole].iter().sum();
    let edge = citations[whole] * (tenths as f64 / 10.0);
    let total: f64 = citations.iter().sum();
    ((top + edge) / total, citations.len() as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_top_tenth_is_cut_in_proportion() {
        assert!(top_tenth_share(&[]).is_nan());
        // one author: a tenth of the author's papers
        assert_eq!(top_tenth_share(&[7]), 0.1);
        // ten equal authors: a tenth
        assert_eq!(top_tenth_share(&[3; 10]), 0.1);
        // one writes 11 of 20, nine write one each
        assert_eq!(top_tenth_share(&[11, 1, 1, 1, 1, 1, 1, 1, 1, 1]), 0.55);
        // 15 authors: the first whole, the second half
        let mut papers = vec![1; 15];
        papers[0] = 5;
        papers[1] = 2;
        assert_eq!(top_tenth_share(&papers), 6.0 / 20.0);
    }

    #[test]
    fn the_top_tenth_of_papers_is_cut_in_proportion() {
        let papers: Vec<Acceptance> = (0..15)
            .map(|i| Acceptance {
                quarter: 0,
                author: Entity::default(),
                citations: [60.0, 20.0].get(i).copied().unwrap_or(1.0),
            })
            .collect();
        let (share, count) = top_tenth_of_citations(&papers, &Window::whole(1));
        assert_eq!((share, count), (70.0 / 93.0, 15));
        assert!(top_tenth_of_citations(&[], &Window::whole(1)).0.is_nan());
    }

    #[test]
    fn successors_in_a_seat_are_other_authors() {
        let paper = |quarter, id, generation| Acceptance {
            quarter,
            author: Entity { id, generation },
            citations: 1.0,
        };
        let papers = [
            paper(0, 1, 0),
            paper(1, 1, 1),
            paper(2, 1, 1),
            paper(3, 1, 1),
        ];
        assert_eq!(papers_per_author(&papers, &Window::whole(3)), [2, 1]);
        assert_eq!(papers_per_author(&papers, &Window::whole(4)), [3, 1]);
    }
}
