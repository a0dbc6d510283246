//! The report of each month, written by itself to a folder: once it is over, or at the next start after that.

use std::{
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
    time::Duration,
};

use sekisho_core::{
    id::ReviewerId,
    ledger::{Custody, Entry},
    monthly::{Format, Language, Month, MonthlySet, MonthlyWritten, Plan, Written},
};
use sekisho_store::monthly::Monthly;

use self::place::{Place, is_free};
use crate::{
    Gate,
    error::Error,
    export::{self, making::Making},
    view::{MonthlyPlan, MonthlyView},
    witness::Turn,
};

mod place;

/// How often it is looked whether a month is over, and how soon what failed is tried again.
const LOOK_EVERY: Duration = Duration::from_mins(1);

/// The most forms of one report.
const FORMATS_MAX: usize = 4;

/// What is known of it beside what is stored.
#[derive(Debug, Default)]
pub(crate) struct Months {
    /// Why the last month is not written, as long as it is so.
    late: Mutex<Option<String>>,
    /// Who is at the folder. It may lie on a computer that is gone.
    turn: Turn,
}

impl Months {
    fn late(&self) -> Option<String> {
        self.late.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Keeps it, and tells whether that is news.
    fn set_late(&self, problem: Option<&String>) -> bool {
        let mut late = self.late.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::replace(&mut *late, problem.cloned()).as_ref() != problem
    }
}

impl Gate {
    /// What is written each month, what was written last, and what keeps the next from being written.
    ///
    /// # Errors
    /// When `me` is no reviewer, or the database fails.
    pub async fn monthly(&self, me: ReviewerId) -> Result<MonthlyView, Error> {
        self.viewer(me)?;
        let Some(Monthly { plan, next, last }) = self.store().read().await?.monthly().await? else {
            return Ok(MonthlyView { monthly: None, last: None, problem: None });
        };
        let problem = plan.as_ref().and_then(|_| self.months().late());
        let monthly = plan.map(|plan| MonthlyPlan {
            folder: plan.folder,
            formats: plan.formats,
            language: plan.language,
            set_by: self.registry().reviewer_ref(plan.set_by),
            next_month: next,
            due_at: next.period(self.settings().get().time_zone).until,
        });
        Ok(MonthlyView { monthly, last, problem })
    }

    /// Writes the report of each month to this folder from now on, beginning with this month.
    ///
    /// # Errors
    /// When `by` is no administrator, the folder cannot be used, or the database fails.
    pub async fn set_monthly(&self, by: ReviewerId, folder: String, formats: Vec<Format>, language: Language) -> Result<(), Error> {
        self.administrator(by)?;
        let mut once = formats.clone();
        once.sort_unstable();
        once.dedup();
        if formats.is_empty() || once.len() < formats.len() || formats.len() > FORMATS_MAX {
            return Err(Error::invalid("name one or more formats, each once"));
        }
        let (path, data) = (PathBuf::from(&folder), self.directory().to_owned());
        if !path.is_absolute() {
            return Err(Error::invalid("name the folder from the root on"));
        }
        match self.months().turn.take(move || is_free(&path, &data)).await {
            Ok(true) => {}
            Ok(false) => {
                return Err(Error::invalid("a folder in the data directory is no place for reports: it is not theirs who read them"));
            }
            Err(problem) => return Err(Error::invalid(format!("the folder cannot be used: {problem}"))),
        }
        self.put_monthly(by, Some(Plan { folder, formats, language, set_by: by })).await
    }

    /// Writes no more reports.
    ///
    /// # Errors
    /// When `by` is no administrator, or the database fails.
    pub async fn end_monthly(&self, by: ReviewerId) -> Result<(), Error> {
        self.administrator(by)?;
        self.put_monthly(by, None).await
    }

    async fn put_monthly(&self, by: ReviewerId, plan: Option<Plan>) -> Result<(), Error> {
        let gate = self.clone();
        let put = self.store().write(move |tx| {
            Box::pin(async move {
                gate.administrator(by)?;
                let now = gate.clock().now();
                tx.put_monthly(plan.as_ref(), Month::of(gate.settings().get().time_zone, now)).await?;
                tx.append(now, None, Entry::Custody(Custody::MonthlySet(MonthlySet { by, plan }))).await?;
                Ok::<_, Error>(())
            })
        });
        put.await?;
        self.months().set_late(None);
        Ok(())
    }

    /// Writes each month's report once it is over, until the gate closes.
    pub fn keep_monthly(&self) {
        let gate = self.clone();
        tokio::spawn(async move {
            tokio::select! { () = gate.writing() => {}, () = gate.closed() => {} }
        });
    }

    async fn writing(&self) {
        loop {
            // What failed is told by the log and the next look.
            let _ = self.write_months().await;
            tokio::time::sleep(LOOK_EVERY).await;
        }
    }

    /// Writes the months that are over and not written yet, oldest first.
    ///
    /// # Errors
    /// When the database fails. What else goes wrong is told by [`Self::monthly`].
    pub(crate) async fn write_months(&self) -> Result<(), Error> {
        loop {
            let kept = self.store().read().await?.monthly().await?;
            let Some(Monthly { plan: Some(plan), next: month, .. }) = kept else { return Ok(()) };
            if month.period(self.settings().get().time_zone).until > self.clock().now() {
                return Ok(());
            }
            let written = self.write_month(&plan, month).await;
            let problem = written.as_ref().err();
            if self.months().set_late(problem)
                && let Some(problem) = problem
            {
                tracing::warn!(report.month = %month, "The report of {month} could not be written: {problem}");
            }
            let Ok(files) = written else { return Ok(()) };
            tracing::info!(report.month = %month, "Wrote the report of {month}");
            let (gate, written) = (self.clone(), Written { month, at: self.clock().now(), files: files.clone() });
            let kept = self.store().write(move |tx| {
                Box::pin(async move {
                    // Somebody may have ended it in the meantime, or begun anew.
                    if tx.monthly_written(&written).await? {
                        let done = MonthlyWritten { month, files };
                        tx.append(gate.clock().now(), None, Entry::Custody(Custody::MonthlyWritten(done))).await?;
                    }
                    Ok::<_, Error>(())
                })
            });
            kept.await?;
        }
    }

    /// Writes the files of a month: first each of them beside its place, and then all of them to their places.
    async fn write_month(&self, plan: &Plan, month: Month) -> Result<Vec<String>, String> {
        let (turn, mut places) = (&self.months().turn, Vec::with_capacity(plan.formats.len()));
        for format in &plan.formats {
            if let Err(problem) = self.begin(&mut places, plan, *format, month).await {
                for place in places {
                    place.abandon(turn).await;
                }
                return Err(problem);
            }
        }
        let mut files = Vec::with_capacity(places.len());
        for place in places {
            files.push(place.end(turn).await?);
        }
        Ok(files)
    }

    /// Writes one file beside its place.
    async fn begin(&self, places: &mut Vec<Place>, plan: &Plan, format: Format, month: Month) -> Result<(), String> {
        let turn = &self.months().turn;
        let place = Place::begin(turn, Path::new(&plan.folder), format!("sekisho-{month}"), format.extension()).await?;
        places.push(place);
        let Some(place) = places.last_mut() else { return Ok(()) };
        let period = month.period(self.settings().get().time_zone);
        let making = Making::begin(self, period, wanted(format, plan.language), None).await;
        let mut making = making.map_err(|error| error.to_string())?;
        while let Some(piece) = making.next_piece().await.map_err(|error| error.to_string())? {
            place.add(turn, piece).await?;
        }
        Ok(())
    }
}

fn wanted(format: Format, language: Language) -> export::Format {
    let tongue = match language {
        Language::Ja => sekisho_report::Language::Japanese,
        Language::En => sekisho_report::Language::English,
    };
    match format {
        // Excel in Japan takes UTF-8 for something else unless the file says so.
        Format::Csv => export::Format::Csv { bom: language == Language::Ja },
        Format::Jsonl => export::Format::Jsonl,
        Format::Xlsx => export::Format::Xlsx(tongue),
        Format::Pdf => export::Format::Pdf(tongue),
        Format::Agentack => export::Format::Agentack,
    }
}
